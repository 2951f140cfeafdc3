import { CaptureError } from '../errors';
import type { Exchange } from '../../call';

/** An exchange whose bodies are numbers into the frame's table of bodies. */
export interface ExchangeHead {
  original: number;
  final: number | null;
  steps: { policy: string; redacts: boolean; body: number }[];
  contentType: string | null;
}

/**
 * Collects bodies, the same buffer once: the last policy's step is what was sent, and an unchanged body is its original.
 */
export interface BodyTable {
  exchange(exchange: Exchange): ExchangeHead;
  lengths(): number[];
  bodies(): Uint8Array[];
}

export function createBodyTable(): BodyTable {
  const bodies: Uint8Array[] = [];

  function add(body: Uint8Array): number {
    const known = bodies.indexOf(body);
    return known >= 0 ? known : bodies.push(body) - 1;
  }

  return {
    exchange: ({ original, final, steps, contentType }) => ({
      original: add(original),
      final: final && add(final),
      steps: steps.map(({ policy, redacts, body }) => ({ policy, redacts, body: add(body) })),
      contentType,
    }),
    lengths: () => bodies.map(({ length }) => length),
    bodies: () => bodies,
  };
}

/** The way back: views into `bytes`, cut by `lengths`. */
export function readExchange(head: ExchangeHead, lengths: number[], bytes: Buffer): Exchange {
  const bodies: Buffer[] = [];
  let at = 0;
  for (const length of lengths) bodies.push(bytes.subarray(at, (at += length)));
  if (at > bytes.length) throw new CaptureError('frame_invalid', 'A frame of the spool holds less body than it says.');

  function body(index: number): Buffer {
    const found = bodies[index];
    if (!found)
      throw new CaptureError('frame_invalid', `A frame of the spool refers to body ${index}, which it lacks.`);
    return found;
  }

  return {
    original: body(head.original),
    final: head.final === null ? null : body(head.final),
    steps: head.steps.map((step) => ({ ...step, body: body(step.body) })),
    contentType: head.contentType,
  };
}
