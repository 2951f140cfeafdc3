import { createEventReader, textEvent, type ReadText, type StreamText } from '@lens/core/formats';
import { formatPath, isObject, measureJson, whereKeyRepeats, type JsonObject } from '@lens/core/json';
import type { Policy } from '../../contract';
import { createThreadContext } from '../threadContext';
import { unreadEvents } from '../unread';
import {
  placeOfText,
  type EventTask,
  type EventTaskResult,
  type EventTemplate,
  type TakeTask,
  type Taken,
  type WriteTask,
} from './eventTasks';
import { HeldEvent } from './heldEvent';
import { parseData, WireEvent, type WireForm } from './wireEvent';

/** What a parser may make of the JSON of an event. */
export interface EventLimits {
  jsonDepth: number;
  jsonValues: number;
}

/** A template is kept for each text that is left: one that says very much more than its text is not worth it. */
const longestTemplate = 64 * 1024;

export function runEventTask(task: EventTask, limits: EventLimits, policyOf: (name: string) => Policy): unknown {
  const isBeyond = exceeds(task.json, limits);
  switch (task.event) {
    case 'look':
      return (!isBeyond &&
        parseData(task.json) !== null &&
        whereKeyRepeats(task.json) === null) satisfies Result<'look'>;
    case 'take':
      return (isBeyond ? passedUnread(task) : take(task, policyOf(task.policy))) satisfies Result<'take'>;
    case 'write':
      return write(task) satisfies Result<'write'>;
  }
}

type Result<Kind extends EventTask['event']> = EventTaskResult<Extract<EventTask, { event: Kind }>>;

/** It is parsed in a thread's heap, whose end is the end of all that waits for the thread. */
function exceeds(json: string, { jsonDepth, jsonValues }: EventLimits): boolean {
  const { depth, values } = measureJson(json, jsonDepth, jsonValues);
  return depth > jsonDepth || values > jsonValues;
}

/** Like what is no JSON: no policy finds a text in it. Only where it may pass unread it comes to a policy that redacts. */
function passedUnread({ json }: TakeTask): Taken {
  const details = { count: 1, bytes: Buffer.byteLength(json) };
  return {
    ...{ events: [{ ...unreadEvents.pass, details, severity: 'warning' }], droppedEvents: 0 },
    ...{ json: null, texts: [], closes: [], signs: [] },
    ...{ finishes: false, isError: false, saysMore: true, templates: new Map() },
  };
}

function take(task: TakeTask, policy: Policy): Taken {
  const { api, followed, json } = task;
  const { ctx, said } = createThreadContext(task.maxEvents);
  const { held, wire, form } = hold(task);
  const { data, reading } = wire;
  const left = policy.largeEvents?.onTexts(held, new Set(followed), ctx) ?? [];
  const texts = left.map(readText);
  const made = HeldEvent.release(held, form).wire.json;
  const channels = [...new Set([...followed, ...texts.map(({ channel }) => channel)])];
  return {
    ...said(),
    json: made === json ? null : made,
    texts,
    closes: reading.closes(channels),
    signs: reading.signs,
    finishes: held.finishes,
    isError: held.isError,
    saysMore: api === 'openai' || isObject(data?.['content_block']),
    templates: templatesOf(api, data ?? {}, texts),
  };
}

function readText({ path, role, kind, json, signed, text, channel, whole, unsure }: StreamText): ReadText {
  return { path, role, kind, json, signed, text, channel, whole, ...(unsure ? { unsure } : {}) };
}

function templatesOf(api: TakeTask['api'], data: JsonObject, texts: readonly ReadText[]): Map<string, EventTemplate> {
  const templates = new Map<string, EventTemplate>();
  for (const { channel, whole } of texts) {
    if (whole || templates.has(channel)) continue;
    const made = textEvent(api, data, channel, placeOfText);
    const json = JSON.stringify(made.data);
    if (json.length <= longestTemplate) templates.set(channel, { event: made.event, json });
  }
  return templates;
}

function write({ written, unsigned, ...task }: WriteTask): string {
  const { held, form } = hold(task);
  const texts = new Map(held.texts().map((text) => [formatPath(text.path), text]));
  for (const { path, text } of written) texts.get(formatPath(path))?.replace(text);
  if (unsigned.length > 0) held.unsign(unsigned);
  return HeldEvent.release(held, form).wire.json;
}

/** The data alone: lines beside it stay on the event loop. */
function hold({ api, json }: Pick<TakeTask, 'api' | 'json'>): { held: HeldEvent; wire: WireEvent; form: WireForm } {
  const form: WireForm = { read: createEventReader(api), framing: () => 'json' };
  const wire = new WireEvent({ event: '', data: json, raw: new Uint8Array(), bare: true }, form);
  return { held: new HeldEvent({ wire, position: 0 }, api), wire, form };
}
