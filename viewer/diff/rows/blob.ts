/** Binary data that a body carries as base64: an image, a file, audio. */
export interface Blob {
  mediaType: string;
  /** Size of the decoded data in bytes. */
  bytes: number;
  /** The base64 text alone. */
  base64: string;
}

const dataUri = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*;base64,/;
const base64Only = /^[A-Za-z0-9+/]+={0,2}$/;

/** Shorter texts are shown as they are: a token or an id may look like base64 too. */
const minimumLength = 1_024;

/** The beginning of a known kind of file is worth more. */
const minimumKnownLength = 64;

const signatures: readonly [prefix: string, mediaType: string][] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi', 'application/pdf'],
  ['UEsDB', 'application/zip'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
];

/** Recognises a data URI or bare base64 data; null for any other text. */
export function readBlob(text: string): Blob | null {
  if (text.startsWith('data:')) {
    const head = dataUri.exec(text);
    if (head !== null) return blobOf(text.slice(head[0].length), head[1] ?? 'text/plain');
  }
  if (text.length < minimumKnownLength) return null;
  const known = signatures.find(([prefix]) => text.startsWith(prefix));
  if ((known === undefined && text.length < minimumLength) || !isBase64(text)) return null;
  return blobOf(text, known === undefined ? 'base64 data' : isWave(text) ? 'audio/wav' : known[1]);
}

/** Both cases and a digit near the start tell data from one long word. */
function isBase64(text: string): boolean {
  const start = text.slice(0, 512);
  return /[a-z]/.test(start) && /[A-Z]/.test(start) && /\d/.test(start) && base64Only.test(text);
}

/** WebP and WAV share the RIFF header; what follows it is in characters 12 to 15: "AVE" of WAVE, "EBP" of WEBP. */
function isWave(text: string): boolean {
  return text.startsWith('UklGR') && text.slice(12, 16) === 'QVZF';
}

function blobOf(base64: string, mediaType: string): Blob {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return { mediaType, bytes: Math.max(0, Math.floor((base64.length * 3) / 4) - padding), base64 };
}
