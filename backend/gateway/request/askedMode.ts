import type { IncomingHttpHeaders } from 'node:http';
import { captureModes, lesserMode, type CaptureMode } from '../../call';
import { refusalOf } from '../errors/refusal';

const header = 'x-luthien-capture';

/**
 * What a caller asks to be kept of its call; null when it does not. A word that nobody knows is taken for the least that
 * still tells of the refused call: who asks for less must never get more for a mistake in spelling.
 */
export function askedMode(headers: IncomingHttpHeaders): CaptureMode | null {
  const asked = headers[header];
  if (asked === undefined) return null;
  return wordsOf(asked).reduce<CaptureMode>((least, word) => lesserMode(least, modeOf(word) ?? 'metadata'), 'full');
}

/** True when the header says something else than a mode. */
export function asksForUnknownMode(headers: IncomingHttpHeaders): boolean {
  const asked = headers[header];
  return asked !== undefined && wordsOf(asked).some((word) => modeOf(word) === null);
}

export const unknownMode = refusalOf(
  'bad_capture_mode',
  `The header ${header} says something else than ${captureModes.join(', ')}. Name how much of the call may be kept, or leave it out.`,
);

/** Sent twice, a header is a list. */
function wordsOf(asked: string | string[]): string[] {
  return String(asked).split(',');
}

function modeOf(word: string): CaptureMode | null {
  const name = word.trim().toLowerCase();
  return captureModes.find((mode) => mode === name) ?? null;
}
