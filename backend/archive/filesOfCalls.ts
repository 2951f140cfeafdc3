import { readdir } from 'node:fs/promises';
import { codeOf } from '../errors';
import { dayName, dayOfCall, type Day } from '../store';

/**
 * The files of an archive in which these calls may be, or spans that were told around them: those of their days, of spans
 * those of the days beside them, too, as a trace goes on at midnight, and those of what had no day. None where nothing was
 * archived yet.
 */
export async function filesOfCalls(dir: string, callIds: readonly string[]): Promise<string[]> {
  const days = new Set(callIds.map(dayOfCall).filter((day) => day !== null));
  const daysOfSpans = new Set([...days].flatMap((day) => [day - 1, day, day + 1]));
  const patterns = [filesOf('calls', days), filesOf('spans', daysOfSpans)];
  return (await filesIn(dir)).filter((file) => patterns.some((pattern) => pattern.test(file))).sort();
}

function filesOf(kind: 'calls' | 'spans', days: ReadonlySet<Day>): RegExp {
  const names = [...[...days].map(dayName), 'other-\\d{8}T\\d{6}'];
  return new RegExp(`^${kind}-(${names.join('|')})(\\.\\d+)?\\.jsonl\\.zst$`);
}

async function filesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
