import { parseJson } from '@lens/core/json';
import type { Disclosure } from '../view/readSides';
import type { AskedView } from '../view/buildView';

/** A finished answer: the parts of its JSON, which the request path only passes on. */
export interface BuiltJson {
  parts: Uint8Array[];
  disclosed: Disclosure[];
}

interface BuildOptions {
  /** For its turn to come; half as long again as a view may take when left out. */
  patienceMs?: number;
}

/** Builds views where no call waits for it. */
export interface ViewBuilder {
  /**
   * The bodies are read when its turn has come, so that who waits holds none. Rejects with a `ViewError` when the view can not
   * be had, with a `BuildFailure` when something failed, as the database may.
   */
  build(job: AskedView, options?: BuildOptions): Promise<BuiltJson>;
}

export function bytesOf({ parts }: BuiltJson): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}

/** For what is rendered here, and is small. */
export function parseBuilt({ parts }: BuiltJson): unknown {
  return parseJson(Buffer.concat(parts).toString());
}
