import type { JsonObject } from '../../json';
import type { Api } from '../types';
import { learnTemplate, type EventTemplate, type PlacedText, type ReadText } from './eventTemplate';
import { closedBy, eventTexts } from './eventTexts';

/** What one event of a stream says. */
export interface EventReading {
  /** Its texts; what each says is in `places` where that is known, else here. */
  readonly texts: readonly ReadText[];
  /** What the texts say and where they stand in the JSON; null when to change one takes more than to write there. */
  readonly places: readonly PlacedText[] | null;
  /** See {@link closedBy}. */
  closes(open: Iterable<string>): string[];
}

/** An event's data. */
interface ReadableEvent {
  readonly json: string;
  /** Looked at only when it has to be parsed; null for what is no JSON object. */
  readonly data: JsonObject | null;
}

export type ReadEvent = (event: ReadableEvent) => EventReading;

/** Events of so many forms may take turns: those of several choices, or of parallel tool calls. */
const maxTemplates = 4;

const silent: EventReading = { texts: [], places: null, closes: () => [] };

/**
 * Reads the events of one stream: as `eventTexts` and `closedBy` do, and those that differ from one before in nothing
 * but their texts without parsing them.
 */
export function createEventReader(api: Api): ReadEvent {
  let templates: Learnt[] = [];

  function learn({ json, data }: ReadableEvent): EventReading {
    if (data === null) return silent;
    const texts = eventTexts(api, data);
    const template = texts.length === 0 ? null : learnTemplate(json, data, texts);
    if (template === null) return { texts, places: null, closes: (open) => closedBy(api, data, open, texts) };
    const learnt = { template, closes: closesLike(api, template) };
    templates = [learnt, ...templates].slice(0, maxTemplates);
    return { texts, places: template.fit(json), closes: learnt.closes };
  }

  return (event) => {
    const { json } = event;
    for (const { template, closes } of templates) {
      const places = template.fit(json);
      if (places !== null) return { texts: template.texts, places, closes };
    }
    return learn(event);
  };
}

interface Learnt {
  template: EventTemplate;
  closes: EventReading['closes'];
}

/** Most events come while one text is open, so what they close of it is asked again and again. */
function closesLike(api: Api, { data, texts }: EventTemplate): EventReading['closes'] {
  const ofOne = new Map<string, readonly string[]>();
  return (open) => {
    const channels = [...open];
    const [only, second] = channels;
    if (only === undefined) return [];
    if (second !== undefined) return closedBy(api, data, channels, texts);
    const closing = ofOne.get(only) ?? closedBy(api, data, channels, texts);
    ofOne.set(only, closing);
    return [...closing];
  };
}
