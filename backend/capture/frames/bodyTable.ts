import type { ChangeStep, ContentEncoding, Exchange, PackedBody } from '../../call';
import { CaptureError } from '../errors';
import { unpack } from './unpack';

/** An exchange whose bodies are numbers into the frame's table of bodies. */
export interface ExchangeHead {
  original: number;
  final: number | null;
  steps: (Omit<ChangeStep, 'body'> & { body: number })[];
  contentType: string | null;
  withheld?: Exchange['withheld'];
}

/** A body that is kept compressed: its number, its encoding, and how long it is when it is read. */
type PackedPlace = [index: number, encoding: ContentEncoding, length: number];

/** What of the bodies stands in the frame's head. */
export interface BodiesHead {
  /** How long each is, as it is kept. */
  bodies: number[];
  packed?: PackedPlace[];
}

/**
 * Collects bodies, the same buffer once: the last policy's step is what was sent, and an unchanged body is its original.
 */
export interface BodyTable {
  exchange(exchange: Exchange): ExchangeHead;
  /** The number of a body that stands by itself. */
  body(bytes: Uint8Array): number;
  head(): BodiesHead;
  bodies(): Uint8Array[];
  /** By how much they are longer once they are read. */
  expands(): number;
}

export function createBodyTable(): BodyTable {
  const bodies: Uint8Array[] = [];
  const packed = new Map<number, PackedBody>();

  function add(body: Uint8Array, known: readonly PackedBody[]): number {
    const index = bodies.indexOf(body);
    if (index >= 0) return index;
    const added = bodies.push(body) - 1;
    const kept = known.find((one) => one.body === body);
    if (kept) packed.set(added, kept);
    return added;
  }

  const kept = () => bodies.map((body, index) => packed.get(index)?.bytes ?? body);

  return {
    exchange: ({ original, final, steps, contentType, packed: known = [], withheld }) => ({
      original: add(original, known),
      final: final && add(final, known),
      steps: steps.map(({ body, ...step }) => ({ ...step, body: add(body, known) })),
      contentType,
      ...(withheld && { withheld }),
    }),
    body: (bytes) => add(bytes, []),
    head: () => ({
      bodies: kept().map(({ length }) => length),
      ...(packed.size > 0 && {
        packed: Array.from(packed, ([index, { encoding, body }]): PackedPlace => [index, encoding, body.length]),
      }),
    }),
    bodies: kept,
    expands: () =>
      [...packed.values()].reduce((sum, { body, bytes }) => sum + Math.max(0, body.length - bytes.length), 0),
  };
}

/** The way back: views into `bytes`, or decompressed, by their numbers. */
export function readBodies({ bodies: lengths, packed = [] }: BodiesHead, bytes: Buffer): (index: number) => Buffer {
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

  for (const [index, encoding, length] of packed) bodies[index] = unpack(body(index), encoding, length);
  return body;
}

export function readExchange(head: ExchangeHead, body: (index: number) => Buffer): Exchange {
  return {
    original: body(head.original),
    final: head.final === null ? null : body(head.final),
    steps: head.steps.map((step) => ({ ...step, body: body(step.body) })),
    contentType: head.contentType,
    ...(head.withheld && { withheld: head.withheld }),
  };
}
