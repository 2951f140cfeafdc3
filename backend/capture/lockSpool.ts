import { isFolder, nodeFs } from './spool/fs';
import { lockDirectory } from './spool/lock';

/**
 * Keeps a product from starting on a spool while somebody else needs it to stand still; gives the release. Throws
 * `spool_locked` when one runs there. A spool that is not there yet needs no lock.
 */
export function lockSpool(dir: string): () => void {
  return isFolder(nodeFs, dir) ? lockDirectory(nodeFs, dir) : () => undefined;
}
