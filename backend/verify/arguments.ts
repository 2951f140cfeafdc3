import { ArgumentError, helpOption, readOptions } from '../commandLine';
import { after, firstCallIdAt, type CallIdRange } from '../store';

export const usage = `Usage: npm run verify [-- <options>]

Reads back what is stored and proves it. Exit status 0: proven; 1: something is wrong; 2: it could not be looked at.

  --since <time>     calls from then on: an ISO time, or how long ago (90s, 30m, 12h, 7d); default: all
  --until <time>     calls before then; default: now
  --call <id>        this call alone
  --json             the result as one JSON object, for machines
`;

export interface VerifyArguments {
  range: CallIdRange;
  /** Set when it is about one call. */
  callId: string | null;
  json: boolean;
  help: boolean;
}

const command = 'npm run verify';

/** Throws `ArgumentError`. Times are those that call ids carry. */
export function readArguments(args: string[], now: number): VerifyArguments {
  const { since, until, call, json, help } = readOptions(command, args, {
    since: { type: 'string' },
    until: { type: 'string' },
    call: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: helpOption,
  });
  if (call !== undefined && (since !== undefined || until !== undefined)) {
    throw new ArgumentError(command, '--call names one call, which --since and --until can only take away.');
  }
  const from = since === undefined ? '' : firstCallIdAt(timeOf('--since', since, now));
  const below = firstCallIdAt(until === undefined ? now + 1 : timeOf('--until', until, now));
  if (from > below) throw new ArgumentError(command, '--since is later than --until.');
  const callId = call?.toLowerCase() ?? null;
  return { range: callId === null ? { from, below } : { from: callId, below: after(callId) }, callId, json, help };
}

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function timeOf(option: string, text: string, now: number): number {
  const ago = /^(\d+)([smhd])$/.exec(text);
  const unit = ago?.[2];
  if (unit === 's' || unit === 'm' || unit === 'h' || unit === 'd') return now - Number(ago?.[1]) * units[unit];
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new ArgumentError(
    command,
    `${option} ${text} is no time. Give one such as 2026-11-20T09:00:00Z, or 90s, 30m, 12h, 7d ago.`,
  );
}
