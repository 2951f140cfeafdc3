import { mainRoutes } from '../request/operation';
import { hasTokenWord } from '../request/tokenWord';
import { isKnownId, isKnownModel, isKnownWord } from './knownWords';

/** What stands where something was that may be a credential. */
const REMOVED = '[REMOVED]';

/**
 * Path and query of a request as they are stored: names, and values that are known to be harmless. A list of what may be kept,
 * as a signed address, a key in the path or one under a name of its own looks like anything else.
 *
 * @param url path and query
 */
export function recordedEndpoint(url: string, isToken: (candidate: string) => boolean): string {
  if (mainRoutes.has(url)) return url;
  const [address = ''] = url.split('#', 1);
  const start = address.indexOf('?');
  if (start === -1) return recordedPath(address);
  const parameters = address.slice(start + 1).split('&');
  const recorded = parameters.map((parameter) =>
    hasTokenWord(parameter, isToken) ? REMOVED : recordedParameter(parameter),
  );
  return `${recordedPath(address.slice(0, start))}?${recorded.join('&')}`;
}

/** Where a provider sent a client on: scheme and host, and the rest as of a request. Never who signs in there, nor a fragment. */
export function recordedLocation(location: string, isToken: (candidate: string) => boolean): string {
  const parts = /^(?:(https?:)?\/\/(?:[^/?#@\\]*@)?([\w.-]+(?::\d{1,5})?))?([/?#].*)?$/i.exec(location);
  if (parts === null) return REMOVED;
  const [, scheme = '', host, rest = ''] = parts;
  return (host === undefined ? '' : `${scheme}//${recordedHost(host)}`) + recordedEndpoint(rest, isToken);
}

/** Tunnels and signed downloads put a key into a name of the host. */
function recordedHost(host: string): string {
  return host
    .split('.')
    .map((label) => (isPlainLabel(label) ? label : REMOVED))
    .join('.');
}

function isPlainLabel(label: string): boolean {
  return label.length <= 30 && label.replaceAll(/\D/g, '').length <= 8 && !/\d[a-z]+\d[a-z]+\d/i.test(label);
}

function recordedPath(path: string): string {
  const segments = path.split('/');
  return segments.map((segment, index) => (isHarmless(segment, segments[index - 1]) ? segment : REMOVED)).join('/');
}

function isHarmless(segment: string, before = ''): boolean {
  if (segment === '' || isKnownWord(segment) || /^v\d{1,2}$/i.test(segment)) return true;
  return before.toLowerCase() === 'models' ? isKnownModel(segment) : isKnownId(segment);
}

function recordedParameter(parameter: string): string {
  const split = parameter.indexOf('=');
  const known = harmlessValues.get(decoded(split === -1 ? parameter : parameter.slice(0, split)).toLowerCase());
  // Without a value, what looks like a name may be the key itself.
  if (split === -1) return parameter === '' || known !== undefined ? parameter : REMOVED;
  const name = parameter.slice(0, split);
  const value = parameter.slice(split + 1);
  const kept = known?.(decoded(value)) === true ? value : REMOVED;
  return `${known !== undefined || looksLikeName(decoded(name)) ? name : REMOVED}=${kept}`;
}

/** Keys are longer, or have digits in them. */
function looksLikeName(name: string): boolean {
  return /^[a-z][a-z_.[\]-]{0,30}$/i.test(name) || /^[a-z][a-z_.[\]-]{0,20}\d{1,2}$/i.test(name);
}

type IsHarmless = (value: string) => boolean;

const isCount: IsHarmless = (value) => /^\d{1,6}$/.test(value);
const isTime: IsHarmless = (value) => /^(\d{1,13}|\d{4}-\d\d-\d\d([T ][\d:.]{1,15}(Z|[+-]\d\d:?\d\d)?)?)$/.test(value);
const isFlag: IsHarmless = (value) => /^(true|false|0|1)$/i.test(value);
const isDate: IsHarmless = (value) => /^\d{4}-\d\d-\d\d(-preview)?$/.test(value);
const isWords: IsHarmless = (value) => value.split(/[.,[\]]+/).every((word) => word === '' || isKnownWord(word));

/** Parameters of the providers' APIs, and which of their values tell nothing but what is asked for. */
const harmlessValues: ReadonlyMap<string, IsHarmless> = new Map([
  ...ofKind(isCount, 'limit page page_size per_page offset n'),
  ...ofKind(isFlag, 'stream beta background include_archived include_obfuscation'),
  ...ofKind(isTime, 'start_time end_time starting_at ending_at start_date end_date starting_after_time'),
  ...ofKind(isTime, 'created_at[gt] created_at[gte] created_at[lt] created_at[lte] created_after created_before'),
  ...ofKind(isDate, 'api-version'),
  ...ofKind((value) => /^(asc|desc)$/.test(value), 'order'),
  ...ofKind((value) => /^1[mhd]$/.test(value), 'bucket_width'),
  ...ofKind(isWords, 'include include[] purpose group_by group_by[] filter status type'),
  ...ofKind(isKnownId, 'after before after_id before_id starting_after run_id file_id response_id'),
  ...ofKind(isKnownModel, 'model'),
]);

function ofKind(isHarmlessValue: IsHarmless, names: string): [string, IsHarmless][] {
  return names.split(' ').map((name) => [name, isHarmlessValue]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoding: then the provider reads the letters as they are, too.
    return text;
  }
}
