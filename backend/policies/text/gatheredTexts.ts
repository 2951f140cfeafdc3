import type { PolicyStreamEvent } from '../contract';
import type { CarriedTexts } from './carriedTexts';
import type { CarryingEvent } from './deliver';
import type { OpenText } from './openText';
import { onlyText, type PushOwnTexts } from './ownTexts';
import type { WaitingEvents } from './waitingEvents';

/** Events of one text that came together: they are looked at in one go. Both give the events that go out now. */
export interface GatheredTexts {
  /** Takes in an event with which no text ends. */
  add(carried: CarriedTexts): PolicyStreamEvent[];
  flush(): PolicyStreamEvent[];
}

interface Gathered {
  owner: OpenText;
  placed: NonNullable<OpenText['placed']>;
  carried: CarriedTexts[];
}

export function createGatheredTexts(
  open: ReadonlyMap<string, OpenText>,
  waiting: WaitingEvents,
  pushOwn: PushOwnTexts,
): GatheredTexts {
  let gathered: Gathered | null = null;

  function add(carried: CarriedTexts): PolicyStreamEvent[] {
    const owner = ownerOf(carried, open);
    if (gathered !== null && gathered.owner === owner) {
      gathered.carried.push(carried);
      return [];
    }
    const passed = flush();
    if (owner?.placed) {
      gathered = { owner, placed: owner.placed, carried: [carried] };
      return passed;
    }
    const own = pushOwn(carried, []);
    return passed.length === 0 ? own : [...passed, ...own];
  }

  function flush(): PolicyStreamEvent[] {
    if (gathered === null) return [];
    const { carried } = gathered;
    const [first] = carried;
    const passed = carried.length === 1 && first !== undefined ? pushOwn(first, []) : pushAll(gathered);
    gathered = null;
    return passed;
  }

  function pushAll({ owner, placed, carried }: Gathered): PolicyStreamEvent[] {
    const passed = waiting.belongTo(owner) ? [] : waiting.letGo();
    const held = placed.held();
    const added: CarryingEvent[] = [];
    let text = '';
    for (const { event, own } of carried) {
      for (const piece of own) {
        added.push({ event, text: piece });
        text += piece.text;
      }
    }
    const settled = placed.settle(text);
    owner.owed = placed.held();
    passed.push(...waiting.addAll(owner, added, { source: held + text, ...settled }));
    return passed;
  }

  return { add, flush };
}

/** The text that goes on in an event that says nothing else; null when it has to be looked at by itself. */
function ownerOf(carried: CarriedTexts, open: ReadonlyMap<string, OpenText>): OpenText | null {
  const text = onlyText(carried);
  if (text === null || text.unsure || carried.whole.length > 0 || carried.ahead !== null) return null;
  return open.get(text.channel) ?? null;
}
