import {
  activityGapSchema,
  activityMessageSchema,
  activityStateSchema,
  type ActivityGap,
  type ActivityMessage,
  type ActivityState,
} from '@lens/core/api';
import type { ZodType } from 'zod';
import { unreachable, unreadable } from './apiError';

/** One event of the live feed. */
export type ActivityEvent =
  | { kind: 'message'; message: ActivityMessage; id: string | null }
  | { kind: 'gap'; gap: ActivityGap; id: string | null }
  | { kind: 'state'; state: ActivityState };

/** The server gives a sign of life every fifteen seconds. */
const silenceMs = 40_000;

/** Reads the live feed's answer to its end, which is an error: it has none of its own. */
export async function readActivity(
  response: Response,
  onEvents: (events: ActivityEvent[]) => void,
  signal: AbortSignal,
): Promise<never> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      // Where it is no longer wanted, `read` fails of the signal that the request was made with.
      const part = await withinSilence(reader?.read());
      if (part === undefined || part.done) throw new Error('The stream ended.');
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      const events = blocks.flatMap(eventsIn);
      if (events.length > 0) onEvents(events);
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined);
    signal.throwIfAborted();
    throw error instanceof UnreadableEvent ? unreadable(response.status, error) : unreachable(error);
  }
}

class UnreadableEvent extends Error {}

async function withinSilence<T>(read: Promise<T> | undefined): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The stream is silent.')), silenceMs);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The event of a block of lines, as our own server writes them; a sign of life is none. */
function eventsIn(block: string): ActivityEvent[] {
  const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const data = field('data');
  if (data === null) return [];
  const id = field('id');
  switch (field('event')) {
    case 'state':
      return [{ kind: 'state', state: parsed(activityStateSchema, data) }];
    case 'gap':
      return [{ kind: 'gap', gap: parsed(activityGapSchema, data), id }];
    default:
      return [{ kind: 'message', message: parsed(activityMessageSchema, data), id }];
  }
}

function parsed<T>(schema: ZodType<T>, data: string): T {
  try {
    return schema.parse(JSON.parse(data));
  } catch (error) {
    throw new UnreadableEvent('An event of the live feed could not be read.', { cause: error });
  }
}
