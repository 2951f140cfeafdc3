import { countOf } from '../commandLine';
import { remedies, type Findings } from './finding';
import type { Tally } from './tally';
import type { SpoolTally } from './verifySpool';

export interface Verified {
  tally: Tally;
  findings: Findings;
  /** Null when there is no spool on this machine. */
  spool: SpoolTally | null;
  seconds: number;
}

/** For people. Holds no text of any body. */
export function textReport(verified: Verified): string {
  const { findings } = verified;
  const lines = [whatWasRead(verified), ...details(verified), ''];
  if (findings.total() === 0) {
    lines.push(verified.tally.calls === 0 ? 'No call is stored: nothing to prove.' : proven);
    return lines.join('\n');
  }
  lines.push(`WRONG: ${countOf(findings.total(), 'finding')} about ${countOf(findings.calls(), 'call')}.`, '');
  for (const { callId, code, message } of findings.first()) {
    lines.push(`${callId}  ${code}`, `    ${message}`, `    ${remedies[code]}`);
  }
  const more = findings.total() - findings.first().length;
  if (more > 0) lines.push(`and ${countOf(more, 'more finding')}, of all: ${codes(findings)}`);
  return lines.join('\n');
}

const proven =
  'PROVEN: each call is stored once, its bytes read back to what is stored, its final is its original with the changes of ' +
  'its policies, and every change has its policy.';

function whatWasRead({ tally, seconds }: Verified): string {
  const { calls, events, bodies, bodyBytes } = tally;
  return `${countOf(calls, 'call')}, ${countOf(events, 'event')}, ${countOf(bodies, 'body', 'bodies')} of ${size(bodyBytes)}, in ${seconds.toFixed(1)} s`;
}

function details({ tally, spool }: Verified): string[] {
  const { byStatus, streams, chunks, changes, policies, unknownSides, inPart, copiesByRule } = tally;
  const statuses = [...byStatus].map(([status, calls]) => `${number(calls)} ${status}`).join(', ');
  return [
    line('calls', statuses),
    line('streams', streams > 0 ? `${number(streams)}, ${countOf(chunks, 'chunk')}` : ''),
    line('changes', changes > 0 ? `${number(changes)} by ${[...policies].sort().join(', ')}` : 'none'),
    line('unknown', unknownSides > 0 ? `${countOf(unknownSides, 'side')} of which no row says who did what` : ''),
    line('in part', inPart > 0 ? `${countOf(inPart, 'call')} too large to be kept whole, as their events say` : ''),
    line(
      'jsonb',
      copiesByRule > 0 ? `${countOf(copiesByRule, 'body', 'bodies')} with what jsonb can’t hold, replaced` : '',
    ),
    line('spool', spool === null ? 'none in this data folder' : spoolLine(spool)),
  ].filter((text) => text !== '');
}

function spoolLine({ calls, waiting, open, quarantined, expired }: SpoolTally): string {
  const parts = [`${countOf(calls, 'call')} still in it`];
  if (waiting > 0) parts.push(`${number(waiting)} not stored yet`);
  if (open > 0) parts.push(`${number(open)} not ended yet`);
  if (expired > 0) parts.push(`${number(expired)} dropped again by their age`);
  if (quarantined.length > 0) parts.push(`${number(quarantined.length)} in quarantine (npm run spool -- quarantine)`);
  return parts.join(', ');
}

function codes(findings: Findings): string {
  return Object.entries(findings.counts())
    .map(([code, found]) => `${number(found)} ${code}`)
    .join(', ');
}

function line(name: string, text: string): string {
  return text === '' ? '' : `  ${name.padEnd(9)}${text}`;
}

function number(amount: number): string {
  return amount.toLocaleString('en');
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** For machines. */
export function jsonReport({ tally, findings, spool, seconds }: Verified) {
  return {
    proven: findings.total() === 0,
    seconds,
    ...tally,
    byStatus: Object.fromEntries(tally.byStatus),
    policies: [...tally.policies].sort(),
    spool,
    findings: findings.first().map((finding) => ({ ...finding, remedy: remedies[finding.code] })),
    findingsTotal: findings.total(),
    findingsByCode: findings.counts(),
    callsWithFindings: findings.calls(),
  };
}
