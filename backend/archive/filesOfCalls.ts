import { readdir } from 'node:fs/promises';
import { codeOf } from '../errors';
import { dayName, dayOfCall } from '../store';

/**
 * The files of an archive in which these calls may be, or spans that were told around them: those of their days, and those
 * of what had no day. None where nothing was archived yet.
 */
export async function filesOfCalls(dir: string, callIds: readonly string[]): Promise<string[]> {
  const days = new Set(callIds.map(dayOfCall).filter((day) => day !== null));
  const names = [...[...days].map(dayName), 'other-\\d{8}T\\d{6}'];
  const pattern = new RegExp(`^(calls|spans)-(${names.join('|')})(\\.\\d+)?\\.jsonl\\.zst$`);
  return (await filesIn(dir)).filter((file) => pattern.test(file)).sort();
}

async function filesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
