import { isObject, setOwn, type Json, type JsonObject } from '../json';

/** Where a request says whose it is, beside its headers; some answers repeat it. */
const OWN_KEYS: ReadonlySet<string> = new Set(['user', 'safety_identifier', 'prompt_cache_key']);
const METADATA_KEYS: ReadonlySet<string> = new Set(['user_id', 'session_id']);

/** Bodies may be nested deeper than the call stack; so deep nobody says who they are. */
const MAX_DEPTH = 200;

/** The ids of user and session that a body names where the APIs have them. */
export function identitiesIn(body: Json): Set<string> {
  if (!isObject(body)) return new Set(typeof body === 'string' ? identitiesInText(body) : []);
  const metadata = isObject(body['metadata']) ? body['metadata'] : {};
  return new Set([...idsUnder(OWN_KEYS, body), ...idsUnder(METADATA_KEYS, metadata)]);
}

function idsUnder(keys: ReadonlySet<string>, object: JsonObject): string[] {
  const values = [...keys].map((key) => (Object.hasOwn(object, key) ? object[key] : undefined));
  return values.filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
}

/** A body with what `mask` gives in place of these ids, wherever a field of one's own repeats one. The very body without any. */
export function maskIdentities(body: Json, ids: ReadonlySet<string>, mask: (id: string) => string): Json {
  if (typeof body === 'string') return maskIdentitiesInText(body, ids, mask);
  return ids.size === 0 ? body : maskIn(body, ids, mask, 0);
}

function maskIn(value: Json, ids: ReadonlySet<string>, mask: (id: string) => string, depth: number): Json {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (!isObject(value)) {
    const items = value.map((item) => maskIn(item, ids, mask, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed = false;
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const after =
      typeof before === 'string' && isOwnKey(key) && ids.has(before)
        ? mask(before)
        : maskIn(before, ids, mask, depth + 1);
    changed ||= after !== before;
    setOwn(result, key, after);
  }
  return changed ? result : value;
}

function isOwnKey(key: string): boolean {
  return OWN_KEYS.has(key) || METADATA_KEYS.has(key);
}

const FIELD = /"(?:user|safety_identifier|prompt_cache_key|user_id|session_id)"(\s*:\s*)("(?:[^"\\]|\\.)*")/g;

/** The ids that the text of a body names in fields of one's own; it need not be JSON as a whole. */
function identitiesInText(text: string): string[] {
  return Array.from(text.matchAll(FIELD), (match) => decoded(match[2])).filter((id) => id !== null);
}

/** The text of a body, which may be an event stream's, with these ids masked in fields of one's own. */
export function maskIdentitiesInText(text: string, ids: ReadonlySet<string>, mask: (id: string) => string): string {
  if (ids.size === 0) return text;
  return text.replace(FIELD, (field, _colon, value: string) => {
    const id = decoded(value);
    return id !== null && ids.has(id) ? field.slice(0, -value.length) + JSON.stringify(mask(id)) : field;
  });
}

function decoded(json: string | undefined): string | null {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'string' ? value : null;
  } catch {
    // Text that only looks like JSON.
    return null;
  }
}
