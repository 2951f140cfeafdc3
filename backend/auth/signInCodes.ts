import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../errors';
import { isScope, scopes, type Scope } from './principal';

/** Who is let in by a link, and to what. */
export interface SignIn {
  name: string;
  scopes: readonly Scope[];
}

/** Whoever starts the product, or may read its data folder, and so could read everything. */
export const owner: SignIn = { name: 'owner', scopes };

const codeSchema = z.object({ name: z.string(), scopes: z.array(z.string()), expires: z.number() });

/** Long enough to start a browser, short enough that a link in a scrollback is worth nothing. */
const codeLifeMs = 15 * 60_000;

/**
 * Makes a one-time code that signs a browser in under this name, with these scopes. Codes are files in the data folder named
 * by their hash, so a command beside the running server can make one, and a restart does not make a used one good again.
 */
export function createSignInCode(dataDir: string, signIn: SignIn, now: number): string {
  const folder = codesFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  dropExpired(folder, now);
  const code = randomBytes(18).toString('base64url');
  const text = JSON.stringify({ ...signIn, expires: now + codeLifeMs });
  writeFileSync(path.join(folder, fileName(code)), text, { mode: 0o600, flag: 'wx' });
  return code;
}

/** Uses a code up. Gives what it grants; null when it is unknown, used or expired. */
export function redeemSignInCode(dataDir: string, code: string, now: number): SignIn | null {
  const file = path.join(codesFolder(dataDir), fileName(code));
  const taken = `${file}.${randomBytes(6).toString('hex')}.taken`;
  try {
    // Only one of several requests at once can move it.
    renameSync(file, taken);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  const kept = readCode(taken);
  rmSync(taken);
  return kept !== null && kept.expires > now ? { name: kept.name, scopes: kept.scopes.filter(isScope) } : null;
}

function dropExpired(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    try {
      const code = readCode(file);
      if (code === null || code.expires <= now) rmSync(file, { force: true });
    } catch (error) {
      // Used up this moment by a request; anything else would come back with the next code.
      if (!isMissing(error)) throw error;
    }
  }
}

/** Null for one of an earlier version, which named nobody. */
function readCode(file: string): z.output<typeof codeSchema> | null {
  return codeSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
}

function codesFolder(dataDir: string): string {
  return path.join(dataDir, 'sign-in-codes');
}

function fileName(code: string): string {
  return `${createHash('sha256').update(code).digest('hex')}.json`;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
