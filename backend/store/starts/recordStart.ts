import type { Pool } from 'pg';
import { dayMs } from '../partitions/days';

/** A gateway as it starts. */
export interface GatewayStart {
  /** The same at each of its starts, and no other gateway's. */
  gateway: string;
  service: string;
  version: string;
  /** By what a reader calls it: a digest, or words, that differ where it differs. */
  policies: Readonly<Record<string, string>>;
}

/**
 * Notes that a gateway started, and what is other than at its start before. Others of the same service may be configured
 * otherwise, and digests under another key say nothing.
 */
export async function recordStart(pool: Pool, { gateway, service, version, policies }: GatewayStart): Promise<void> {
  const { rows } = await pool.query<{ policies: Record<string, string> }>(
    'SELECT policies FROM gateway_starts WHERE service = $1 AND gateway = $2 ORDER BY id DESC LIMIT 1',
    [service, gateway],
  );
  const changes = rows[0] === undefined ? [] : changesOf(rows[0].policies, policies);
  await pool.query(
    'INSERT INTO gateway_starts (gateway, service, version, policies, changes) VALUES ($1, $2, $3, $4, $5)',
    [gateway, service, version, JSON.stringify(policies), changes],
  );
}

function changesOf(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const [earlier, later] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  return [
    ...[...later.keys()].filter((name) => !earlier.has(name)).map((name) => `${name} added`),
    ...[...earlier.keys()].filter((name) => !later.has(name)).map((name) => `${name} removed`),
    ...[...later].filter(([name, what]) => (earlier.get(name) ?? what) !== what).map(([name]) => `${name} changed`),
  ];
}

/** The last start of a gateway that is older has no next: data folders come and go. */
const longestLastDays = 400;

/** Forgets starts before the retention; the last of each gateway is what its next is compared with, and stays for longer. */
export async function dropStarts(
  pool: Pool,
  { retentionDays, now }: { retentionDays: number; now: number },
): Promise<void> {
  const [cutoff, lastCutoff] = [retentionDays, longestLastDays].map((days) => new Date(now - days * dayMs));
  await pool.query(
    `DELETE FROM gateway_starts WHERE at < $1
       AND (at < $2 OR id NOT IN (SELECT max(id) FROM gateway_starts GROUP BY service, gateway))`,
    [cutoff, lastCutoff],
  );
}
