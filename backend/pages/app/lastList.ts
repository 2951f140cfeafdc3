import { pageHost } from './pageHost';

/** The list a reader came from, kept for the length of a browser tab. */
export interface LastList {
  href: string;
  callIds: string[];
}

const key = 'lens.list';

export function keepList(list: LastList): void {
  sessionStorage.setItem(key, JSON.stringify(list));
}

/** Null when the reader came from elsewhere, or what is kept is not ours. */
export function readList(): LastList | null {
  const kept: unknown = parse(sessionStorage.getItem(key) ?? 'null');
  if (typeof kept !== 'object' || kept === null || !('href' in kept) || !('callIds' in kept)) return null;
  const { href, callIds } = kept;
  if (typeof href !== 'string' || !href.startsWith('/') || href.startsWith('//') || !Array.isArray(callIds))
    return null;
  return { href, callIds: callIds.filter((id) => typeof id === 'string') };
}

/** The addresses beside a call in that list; null at its ends. */
export function neighbours(list: LastList | null, callId: string) {
  const index = list?.callIds.indexOf(callId) ?? -1;
  const at = (position: number): string | null => {
    const id = index === -1 ? undefined : list?.callIds[position];
    return id === undefined ? null : pageHost.links.call(id);
  };
  return { href: list?.href ?? '/', previousHref: at(index - 1), nextHref: at(index + 1) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
