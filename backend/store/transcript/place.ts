import type { Pieces } from './outline';
import { createTranscript, type Transcript } from './transcript';

/** Where the bodies of an event are kept. */
export interface Place {
  /** The transcript that they are pieces of; null for the event's own bytes. */
  transcript: string | null;
  /** The event's own bytes are those of the transcript from here… */
  from: number;
  /** …to here. */
  to: number;
  /** What the original brought, and then the final. */
  newOriginal: Uint8Array;
  newFinal: Uint8Array | null;
  /** What it added to the outline of the transcript, and where that begins; null where it added nothing. */
  outline: number[] | null;
  outlineFrom: number | null;
  /** Null where it is just what it brought. */
  originalPieces: Pieces | null;
  /** Null where there is no final, or it is just what it brought. */
  finalPieces: Pieces | null;
}

export interface Bodies {
  original: Uint8Array;
  final: Uint8Array | null;
  /** A request: the next one may continue it. */
  isTurn: boolean;
}

/** Below this the pieces take as much as the bytes. */
const worthSharing = 256;

/** Adds the bodies of an event to a transcript. */
export function placeIn(transcript: Transcript, id: string, { original, final, isTurn }: Bodies): Place {
  const from = transcript.length;
  const outlineFrom = transcript.outline.length;
  const originalPieces = transcript.take(bufferOf(original), isTurn);
  const middle = transcript.length;
  const finalPieces = final === null ? null : transcript.take(bufferOf(final), isTurn);
  const outline = transcript.outline.between(outlineFrom, transcript.outline.length);
  const isOutlined = outline.length > 0;
  return {
    transcript: id,
    from,
    to: transcript.length,
    outline: isOutlined ? outline : null,
    outlineFrom: isOutlined ? outlineFrom : null,
    newOriginal: transcript.between(from, middle),
    newFinal: final === null ? null : transcript.between(middle, transcript.length),
    originalPieces: justNew(originalPieces, from, middle) ? null : originalPieces,
    finalPieces: finalPieces === null || justNew(finalPieces, middle, transcript.length) ? null : finalPieces,
  };
}

/** Keeps the bodies of an event by themselves; of a final what it has in common with the original is kept once. */
export function placeAlone(bodies: Bodies): Place {
  const { original, final } = bodies;
  if (final !== null && final.length >= worthSharing && original.length >= worthSharing) {
    return { ...placeIn(createTranscript(), '', bodies), transcript: null };
  }
  const to = original.length + (final?.length ?? 0);
  const none = { originalPieces: null, finalPieces: null, outline: null, outlineFrom: null };
  return { transcript: null, from: 0, to, newOriginal: original, newFinal: final, ...none };
}

function justNew(pieces: Pieces, from: number, to: number): boolean {
  return from === to ? pieces.length === 0 : pieces.length === 2 && pieces[0] === from && pieces[1] === to;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
