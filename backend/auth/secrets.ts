import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../errors';
import { AuthError } from './authError';

/** What this installation keeps secret. Keys are hexadecimal, 256 bits. */
export interface Secrets {
  /** Lets a caller use the upstreams' own keys. */
  gatewayToken: string;
  /** A machine's token with every scope. */
  apiToken: string;
  /** Signs session cookies. */
  sessionKey: string;
  /** Keys the hashes of user and session ids. */
  identityKey: string;
  /** Keys the digests that stand for masked texts. */
  digestKey: string;
}

const secretsSchema = z.object({
  gatewayToken: z.string().min(16),
  apiToken: z.string().min(16),
  sessionKey: z.string().min(32),
  identityKey: z.string().min(32),
  digestKey: z.string().min(32),
});

/** The secrets in `<dataDir>/secrets.json`, made at the first start, readable by its owner only. Throws `AuthError`. */
export function loadSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  try {
    mkdirSync(dataDir, { recursive: true });
    const kept = readSecrets(file);
    if (kept !== null) return kept;
    createOnce(file, JSON.stringify(newSecrets(), null, 2));
    const made = readSecrets(file);
    if (made !== null) return made;
  } catch (error) {
    if (error instanceof AuthError) throw error;
    throw new AuthError(
      'secrets_unreadable',
      `${file} can't be read or made. Start as the user who owns the data folder, or choose another with LENS_DATA_DIR.`,
      error,
    );
  }
  throw new AuthError('secrets_unreadable', `${file} vanished while it was being read. Start again.`);
}

function readSecrets(file: string): Secrets | null {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
  // A copy or a restore may have opened it to others.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const text = readFileSync(file, 'utf8');
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AuthError(
      'secrets_invalid',
      `${file} is damaged. Restore it from a backup; or delete it to have new secrets made: every token and sign-in ` +
        'then stops working, and hashes of users and sessions no longer match older calls.',
      error,
    );
  }
}

/** Two processes may start at once: the file appears whole, and the first one's stays. */
function createOnce(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${text}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isExists(error)) throw error;
  } finally {
    rmSync(draft);
  }
}

function isExists(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

function newSecrets(): Secrets {
  return {
    gatewayToken: `lens-gw-${randomBytes(24).toString('base64url')}`,
    apiToken: `lens-api-${randomBytes(24).toString('base64url')}`,
    sessionKey: randomBytes(32).toString('hex'),
    identityKey: randomBytes(32).toString('hex'),
    digestKey: randomBytes(32).toString('hex'),
  };
}
