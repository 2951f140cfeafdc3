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

/** The addresses beside a call in that list; null at its ends. */
export function neighbours(list: LastList | null, callId: string, links: Pick<ViewerLinks, 'call' | 'list'>) {
  const index = list?.callIds.indexOf(callId) ?? -1;
  const at = (position: number): string | null => {
    const id = index === -1 ? undefined : list?.callIds[position];
    return id === undefined ? null : links.call(id);
  };
  return { href: list?.href ?? links.list(), previousHref: at(index - 1), nextHref: at(index + 1) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
