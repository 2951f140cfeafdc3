import { whereKeyRepeats, type JsonObject } from '../../json';
import type { Api } from '../types';
import { learnTemplate, type EventTemplate, type PlacedText, type ReadText } from './eventTemplate';
import { closedBy, eventTexts, signedBy } from './eventTexts';

/** What one event of a stream says. */
export interface EventReading {
  /** Its data is a JSON object without a key twice, so that its texts are known. */
  readonly readable: boolean;
  /** Its texts; what each says is in `places` where that is known, else here. */
  readonly texts: readonly ReadText[];
  /** What the texts say and where they stand in the JSON; null when to change one takes more than to write there. */
  readonly places: readonly PlacedText[] | null;
  /** See {@link signedBy}. */
  readonly signs: readonly string[];
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

const none: readonly string[] = [];
const silent: EventReading = { readable: false, texts: [], places: null, signs: none, closes: () => [] };

/**
 * Reads the events of one stream: as `eventTexts` and `closedBy` do, and those that differ from one before in nothing
 * but their texts without parsing them.
 */
export function createEventReader(api: Api): ReadEvent {
  let templates: Learnt[] = [];

  function learn({ json, data }: ReadableEvent): EventReading {
    if (data === null) return silent;
    const texts = eventTexts(api, data);
    // Of a key that stands twice other readers may read the other value.
    const readable = whereKeyRepeats(json) === null;
    const template = texts.length === 0 || !readable ? null : learnTemplate(json, data, texts);
    const signs = json.includes('"signature') ? signedBy(api, data) : none;
    if (template === null)
      return { readable, texts, places: null, signs, closes: (open) => closedBy(api, data, open, texts) };
    const learnt = { template, signs, closes: closesLike(api, template) };
    templates = [learnt, ...templates].slice(0, maxTemplates);
    return { readable: true, texts, places: template.fit(json), signs, closes: learnt.closes };
  }

  return (event) => {
    const { json } = event;
    for (const { template, signs, closes } of templates) {
      const places = template.fit(json);
      if (places !== null) return { readable: true, texts: template.texts, places, signs, closes };
    }
    return learn(event);
  };
}

interface Learnt {
  template: EventTemplate;
  signs: readonly string[];
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
