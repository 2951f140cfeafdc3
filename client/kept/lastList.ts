import type { Neighbour } from '@lens/viewer/call';
import type { ViewerLinks } from '@lens/viewer/host';
import * as z from 'zod';
import type { TabStorage } from '../services';

/** The list a reader came from. Its address is one of this site: it is made a link of. */
const lastListSchema = z.object({
  href: z.string().regex(/^\/(?![/\\])/),
  callIds: z.array(z.string()),
});

export type LastList = z.infer<typeof lastListSchema>;

const key = 'lens.list';

export function keepList(storage: TabStorage, list: LastList): void {
  storage.set(key, JSON.stringify(list));
}

/** Null when the reader came from elsewhere, or what is kept is not ours. */
export function readList(storage: TabStorage): LastList | null {
  return lastListSchema.safeParse(parse(storage.get(key) ?? 'null')).data ?? null;
}

/** A call beside another one in a list. Ids begin with the time. */
function neighbour(callId: string, of: string, links: Pick<ViewerLinks, 'call'>): Neighbour {
  return { href: links.call(callId), age: callId > of ? 'newer' : 'older' };
}

/** The calls beside a call in that list; null at its ends. */
export function neighbours(list: LastList | null, callId: string, links: Pick<ViewerLinks, 'call' | 'list'>) {
  const index = list?.callIds.indexOf(callId) ?? -1;
  const at = (position: number): Neighbour | null => {
    const id = index === -1 ? undefined : list?.callIds[position];
    return id === undefined ? null : neighbour(id, callId, links);
  };
  return { href: list?.href ?? links.list(), previous: at(index - 1), next: at(index + 1) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
