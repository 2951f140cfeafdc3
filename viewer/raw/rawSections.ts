import type { CallView, SideView } from '@lens/core/api';
import { notKept } from '../call/missingBody';

export interface RawSection {
  id: string;
  title: string;
  /** Who sent these bytes to whom. */
  caption: string;
  /** The exact text; null when it can't be shown, see `note`. */
  text: string | null;
  /** Null where the reader may not know. */
  bytes: number | null;
  note: string | null;
  fileName: string;
}

type Form = 'original' | 'final';

/** The four bodies of a call as they were on the wire; a final that is its original is told, not repeated. */
export function rawSections(view: CallView): RawSection[] {
  const { callId, stream, captureMode } = view.call;
  const streamed = stream ? 'stream' : 'response';
  const sections = [
    section(callId, view.request, 'request', 'original', 'Request, original', 'Client → Lens'),
    section(callId, view.request, 'request', 'final', 'Request, final', 'Lens → provider'),
    section(callId, view.response, 'response', 'original', 'Response, original', `Provider → Lens, ${streamed}`),
    section(callId, view.response, 'response', 'final', 'Response, final', `Lens → client, ${streamed}`),
  ];
  if (captureMode !== 'metadata') return sections;
  return sections.map((shown) => ({ ...shown, text: null, bytes: null, note: notKept }));
}

function section(callId: string, side: SideView, name: string, form: Form, title: string, caption: string): RawSection {
  const text = form === 'original' ? side.originalRaw : side.finalRaw;
  const bytes = form === 'original' ? side.originalBytes : side.finalBytes;
  const fileName = `${callId}-${name}-${form}.${extension(side.rawKind)}`;
  return { id: `${name}-${form}`, title, caption, text, bytes, note: noteFor(side, form, text), fileName };
}

function noteFor(side: SideView, form: Form, text: string | null): string | null {
  if (form === 'final' && isSame(side)) return 'The same bytes as the original.';
  if (text !== null) return text === '' ? 'Empty.' : null;
  if (side.rawKind === null) return form === 'original' ? 'There was none.' : 'There was none to pass on.';
  if (side.rawKind === 'binary') return 'Binary, not shown as text.';
  if (side.masked) return maskedNote;
  return 'Not kept.';
}

/** The record keeps no second copy of bytes that went on unchanged, so their absence says so too. */
function isSame(side: SideView): boolean {
  if (side.originalRaw === null) return false;
  return side.finalRaw === side.originalRaw || (side.finalRaw === null && side.finalBytes === side.originalBytes);
}

const maskedNote =
  'Hidden: a policy took secrets out of it. The Changes tab shows it with those masked, and says who may see them.';

function extension(kind: SideView['rawKind']): string {
  return kind === 'json' ? 'json' : 'txt';
}
