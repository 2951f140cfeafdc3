import { isObject, setOwn, SpelledNumber, type Json, type JsonObject } from '../json';

/** Fields of a request by which it says whose it is, beside its headers; some answers repeat them. */
const OWN_KEY = /^(?:user|user_?id|end_?user(?:_?id)?|session_?id|safety_identifier|prompt_cache_key)$/i;
/** Bags of what callers add to a request, and the names under which they put there whose it is. */
const BAG_KEY = /^(?:(?:\w+_)?metadata|labels|properties|extra_body|litellm_params)$/i;
const NAMING_KEY = /user|session|account|customer|device|installation|tenant|person|owner|author|e-?mail/i;

/** Bodies may be nested deeper than the call stack; so deep nobody says who they are. */
const MAX_DEPTH = 200;

/** The ids of user and session that a body names where the APIs have them. */
export function identitiesIn(body: Json): Set<string> {
  if (typeof body === 'string')
    return new Set(fieldsOf(body).flatMap(({ key, id }) => (OWN_KEY.test(key) ? [id] : [])));
  const ids = new Set<string>();
  for (const request of requestsIn(body)) {
    for (const [key, value] of Object.entries(request)) {
      if (OWN_KEY.test(key)) addIds(value, ids);
      else if (BAG_KEY.test(key)) addNamed(value, ids);
    }
  }
  return ids;
}

/** A batch has bodies of its own, as `params` (Anthropic) or `body` of each of its requests. */
function requestsIn(body: Json): JsonObject[] {
  if (!isObject(body)) return [];
  const { requests } = body;
  const inner = Array.isArray(requests) ? requests.filter(isObject) : [];
  return [body, ...inner, ...inner.flatMap(({ params, body: own }) => [params, own].filter(isObject))];
}

/** All that stands under a name that tells of a person, however deep in the bag. */
function addNamed(bag: Json | undefined, ids: Set<string>, depth = 0): void {
  if (!isObject(bag) || depth > MAX_DEPTH) return;
  for (const [name, value] of Object.entries(bag)) {
    if (NAMING_KEY.test(name)) addIds(value, ids);
    else addNamed(value, ids, depth + 1);
  }
}

function addIds(value: Json, ids: Set<string>, depth = 0): void {
  const id = idOf(value);
  if (id !== null) ids.add(id);
  if (typeof value !== 'object' || value === null || value instanceof SpelledNumber || depth > MAX_DEPTH) return;
  for (const child of Object.values(value)) addIds(child, ids, depth + 1);
}

/** Some servers number their users. */
function idOf(value: Json): string | null {
  if (typeof value === 'number' || value instanceof SpelledNumber) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A body with what `mask` gives in place of these ids, wherever such a field repeats one. The very body without any. */
export function maskIdentities(body: Json, ids: ReadonlySet<string>, mask: (id: string) => string): Json {
  if (typeof body === 'string') return maskIdentitiesInText(body, ids, mask);
  return ids.size === 0 ? body : maskIn(body, { ids, mask }, false, 0);
}

interface Masking {
  ids: ReadonlySet<string>;
  mask: (id: string) => string;
}

function maskIn(value: Json, masking: Masking, named: boolean, depth: number): Json {
  const id = idOf(value);
  if (id !== null) return named && masking.ids.has(id) ? masking.mask(id) : value;
  if (typeof value !== 'object' || value === null || value instanceof SpelledNumber || depth > MAX_DEPTH) return value;
  if (!isObject(value)) {
    const items = value.map((item) => maskIn(item, masking, named, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed = false;
  const result: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const before = value[key] ?? null;
    const after = maskIn(before, masking, named || isNaming(key), depth + 1);
    changed ||= after !== before;
    setOwn(result, key, after);
  }
  return changed ? result : value;
}

function isNaming(key: string): boolean {
  return OWN_KEY.test(key) || NAMING_KEY.test(key);
}

/**
 * A name and its text or number in JSON, wherever in a text it stands; or in a part of a form. Bounded, as a text of megabytes
 * overflows the stack of the engine, and is nobody's id.
 */
const FIELD = /"([^"\\]{1,64})"(\s{0,64}:\s{0,64})("(?:[^"\\]|\\.){0,4096}"|-?\d[\d.eE+-]{0,64})/g;
const FORM_FIELD = /(\bname="?)([\w[\].-]{1,64})("?\r?\n(?:[\w-]+:[^\r\n]*\r?\n)*\r?\n)([^\r\n]+)/g;
/** A form that is sent as a query is. */
const QUERY = /^[\w[\].%+~-]{1,64}=[^\s"{}<>]*$/;
const QUERY_FIELD = /((?:^|&)([\w[\].-]{1,64})=)([^&]+)/g;

interface Field {
  key: string;
  id: string;
}

/** The text of a body need not be JSON as a whole: it may be an event stream, or a form. */
function fieldsOf(text: string): Field[] {
  const inJson = Array.from(text.matchAll(FIELD), (match) => ({ key: match[1] ?? '', id: decoded(match[3] ?? '') }));
  const inForm = Array.from(text.matchAll(FORM_FIELD), (match) => ({ key: match[2] ?? '', id: match[4] ?? '' }));
  const inQuery = QUERY.test(text)
    ? Array.from(text.matchAll(QUERY_FIELD), (match) => ({ key: match[2] ?? '', id: match[3] ?? '' }))
    : [];
  return [...inJson, ...inForm, ...inQuery].filter(({ id }) => id.trim() !== '');
}

/** The text of a body with these ids masked in such fields. */
export function maskIdentitiesInText(text: string, ids: ReadonlySet<string>, mask: (id: string) => string): string {
  if (ids.size === 0) return text;
  const inJson = (field: string, key: string, _colon: string, value: string): string => {
    const id = decoded(value);
    return isNaming(key) && ids.has(id) ? field.slice(0, -value.length) + JSON.stringify(mask(id)) : field;
  };
  const inForm = (field: string, start: string, key: string, end: string, id: string): string =>
    isNaming(key) && ids.has(id) ? start + key + end + mask(id) : field;
  const inQuery = (field: string, start: string, key: string, id: string): string =>
    isNaming(key) && ids.has(id) ? start + mask(id) : field;
  if (QUERY.test(text)) return text.replace(QUERY_FIELD, inQuery);
  return text.replace(FIELD, inJson).replace(FORM_FIELD, inForm);
}

/** Empty for text that only looks like JSON. A number is as it is spelled. */
function decoded(json: string): string {
  if (!json.startsWith('"')) return json;
  try {
    return String(JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
