import { isObject, setOwn, type Json, type JsonObject } from '@lens/core/json';
import type { EventRow } from '../rows';

/** Stands in what SQL sees of a body of which something is left out. */
const onlyNewNote = 'What calls before in the conversation had is left out.';

interface Known {
  isKnown(text: string): boolean;
}

/** Leaves out of the bodies, as SQL is to see them, what calls before in the conversation had. */
export function onlyNew(events: EventRow[], known: Known): EventRow[] {
  return events.map((event) =>
    event.rawKind === null
      ? event
      : { ...event, original: newIn(event.original, known), final: event.final && newIn(event.final, known) },
  );
}

/** The lists of a body (messages, input, tools, …) without the elements whose texts are all known. */
function newIn(body: Json, known: Known): Json {
  if (!isObject(body)) return body;
  const copy: JsonObject = { lens_note: onlyNewNote };
  let isLeftOut = false;
  for (const [key, value] of Object.entries(body)) {
    const left = Array.isArray(value) ? value.filter((element) => !isKnown(element, known)) : value;
    isLeftOut ||= Array.isArray(value) && Array.isArray(left) && left.length < value.length;
    setOwn(copy, key, left);
  }
  return isLeftOut ? copy : body;
}

/** With a stack of its own: bodies may be nested deeper than the call stack. */
function isKnown(element: Json, known: Known): boolean {
  const left: Json[] = [element];
  let texts = 0;
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value === 'string') {
      texts += 1;
      if (!known.isKnown(value)) return false;
    } else if (Array.isArray(value)) left.push(...value);
    else if (isObject(value)) left.push(...Object.values(value));
  }
  return texts > 0;
}
