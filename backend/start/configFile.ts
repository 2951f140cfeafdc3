import { existsSync } from 'node:fs';
import path from 'node:path';

/** The configuration file: the one that `LENS_CONFIG` names, else `lens.yaml` in the working folder, else none. */
export function configFile(env: NodeJS.ProcessEnv, cwd: string): string | null {
  const named = env.LENS_CONFIG?.trim();
  if (named) return path.resolve(cwd, named);
  const usual = path.join(cwd, 'lens.yaml');
  return existsSync(usual) ? usual : null;
}
