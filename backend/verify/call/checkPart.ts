import { isObject, type Json } from '@lens/core/json';
import { storedInPart } from '../../call';
import type { EventRecord } from '../../store';
import type { Say } from '../finding';
import type { SideBytes } from './readSide';
import type { Said } from './said';

/** Capture says of a call that was too much for it that only the beginnings of its bodies are kept. */
export function isStoredInPart({ eventType, original }: EventRecord): boolean {
  if (eventType !== storedInPart || original === null) return false;
  const said = JSON.parse(original) as Json;
  return isObject(said) && said.policy === 'capture';
}

/** Of a call that is kept in part nothing was compared: that it changed is known, and not where. */
export function checkPart({ event, final, steps }: SideBytes, said: Said, say: Say): void {
  const where = event.eventType;
  const changed = final !== null;
  if (said.changed !== changed || said.changes !== Number(changed)) {
    say('count_wrong', `${where}: kept in part, and the row says otherwise than its bytes whether it changed.`);
  }
  if (changed !== (steps === null)) {
    say('steps_wrong', `${where}: kept in part, and what policies did to it is ${changed ? '' : 'not '}on record.`);
  }
  if (!isUnread(event.original) || !isUnread(event.final)) {
    say('copy_differs', `${where}: kept in part, and its copy in jsonb is no note that says so.`);
  }
}

function isUnread(text: string | null): boolean {
  const copy = text === null ? null : (JSON.parse(text) as Json);
  return copy === null || (isObject(copy) && typeof copy.lens_note === 'string');
}
