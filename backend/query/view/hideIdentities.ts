import type { SideView } from '@lens/core/api';
import { diff } from '@lens/core/diff';
import { parseJson, isObject, type Json } from '@lens/core/json';
import { identitiesIn, maskIdentities, maskIdentitiesInText, maskOf } from '@lens/core/privacy';

export const noIdentities: ReadonlySet<string> = new Set();

/** The ids of user and session that the bodies of a call name, of both directions: an answer may repeat those of its request. */
export function identitiesOf(sides: readonly Partial<Pick<SideView, 'original' | 'final'>>[]): ReadonlySet<string> {
  const bodies = sides.flatMap(({ original = null, final = null }) => [original, final]);
  return new Set(bodies.flatMap((body) => [...identitiesIn(textOf(body) ?? body)]));
}

/** A body in which these ids are masked. One that is no text, such as a form with an image, is masked whole when it has one. */
export function withoutIdentities(body: Json, ids: ReadonlySet<string>, mask: (id: string) => string): Json {
  const text = textOf(body);
  if (text === null) return maskIdentities(body, ids, mask);
  return maskIdentities(text, ids, mask) === text ? body : { base64: mask(text) };
}

/** What can be read of bytes that are no text; null for any other body. */
function textOf(body: Json): string | null {
  if (!isObject(body) || Object.keys(body).length !== 1 || typeof body['base64'] !== 'string') return null;
  return Buffer.from(body['base64'], 'base64').toString('latin1');
}

/** One direction of a call without the ids of its user and session, for a reader who may not know whose it was. */
export function hideIdentities(view: SideView, ids: ReadonlySet<string>, digest: (text: string) => string): SideView {
  if (ids.size === 0) return view;
  const mask = (id: string): string => maskOf(id, digest);
  const original = withoutIdentities(view.original, ids, mask);
  const final = view.final === view.original ? original : withoutIdentities(view.final, ids, mask);
  const originalRaw = withoutThem(view.originalRaw, ids, mask);
  const finalRaw = withoutThem(view.finalRaw, ids, mask);
  return {
    ...view,
    original,
    final,
    diff: view.diff && mentions(view.diff, ids) ? diff(original, final) : view.diff,
    originalRaw,
    finalRaw,
    // Of what is shown: the body's own size tells how long the ids in it are.
    originalBytes: sizeOf(originalRaw),
    finalBytes: sizeOf(finalRaw) ?? 0,
  };
}

/** A policy changed who the call is from: what it was and became must not be read from the diff. */
function mentions(result: object, ids: ReadonlySet<string>): boolean {
  const text = JSON.stringify(result);
  return [...ids].some((id) => text.includes(JSON.stringify(id)));
}

/** Null for a text in which an id is spelled in a way that was not found. */
function withoutThem(text: string | null, ids: ReadonlySet<string>, mask: (id: string) => string): string | null {
  if (text === null) return null;
  const masked = maskIdentitiesInText(text, ids, mask);
  const left = identitiesIn(parsed(masked));
  return [...ids].some((id) => left.has(id)) ? null : masked;
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    // An event stream, or a body that is no JSON.
    return null;
  }
}

function sizeOf(text: string | null): number | null {
  return text === null ? null : Buffer.byteLength(text);
}
