import { CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from './signs';
import { stringEnd, unescaped } from './stringLiteral';
import type { Path } from './types';

/** Where the inside of a string literal stands in a JSON text. */
export interface Span {
  start: number;
  end: number;
}

/** What is looked for below a place. */
interface Wanted {
  below: Map<string, Wanted>;
  /** Which of the paths end here. */
  paths: number[];
}

/** An object or array that is open. */
interface Holder {
  wanted: Wanted | undefined;
  /** Of an array: the place of the value that comes next. Null for an object. */
  place: number | null;
}

/**
 * Where the strings at these paths stand in a JSON text in which no key stands twice; null for what is no string, or not
 * there. The text is read once, whatever the number of paths.
 */
export function stringSpans(json: string, paths: readonly Path[]): (Span | null)[] {
  const spans = paths.map((): Span | null => null);
  const open: Holder[] = [];
  let holder: Holder | undefined;
  let wanted: Wanted | undefined = wantedOf(paths);
  let atKey = false;

  function enter(place: number | null): void {
    holder = { wanted, place };
    open.push(holder);
    atKey = place === null;
    wanted = holder.wanted?.below.get(String(place));
  }

  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(json, at);
      if (!atKey) for (const path of wanted?.paths ?? []) spans[path] = { start: at + 1, end };
      else if (holder?.wanted !== undefined) wanted = holder.wanted.below.get(unescaped(json.slice(at + 1, end)));
      at = end;
    } else if (code === COLON) atKey = false;
    else if (code === OPEN_OBJECT) enter(null);
    else if (code === OPEN_ARRAY) enter(0);
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      open.pop();
      holder = open.at(-1);
      atKey = false;
      wanted = undefined;
    } else if (code === COMMA && holder !== undefined) {
      wanted = undefined;
      if (holder.place === null) atKey = true;
      else {
        holder.place += 1;
        wanted = holder.wanted?.below.get(String(holder.place));
      }
    }
  }
  return spans;
}

function wantedOf(paths: readonly Path[]): Wanted {
  const root: Wanted = { below: new Map(), paths: [] };
  for (const [index, path] of paths.entries()) {
    let at = root;
    for (const step of path) {
      const below: Wanted = at.below.get(String(step)) ?? { below: new Map(), paths: [] };
      at.below.set(String(step), below);
      at = below;
    }
    at.paths.push(index);
  }
  return root;
}
