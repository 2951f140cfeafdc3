import type { Api, ReadText } from '@lens/core/formats';
import type { Path } from '@lens/core/json';
import type { SaidInThread } from '../threadContext';

/** What is done in a thread to a large event of a stream: its data is parsed nowhere else. */
export type EventTask = LookTask | TakeTask | WriteTask;

/** Whether policies can read it. */
interface LookTask {
  event: 'look';
  json: string;
}

/** To do of a policy's work what needs no state. */
export interface TakeTask {
  event: 'take';
  policy: string;
  api: Api;
  /** More are only counted. */
  maxEvents: number;
  json: string;
  /** The channels that the policy follows. */
  followed: readonly string[];
}

/** To write texts into it, and to take out the signatures of these channels. */
export interface WriteTask {
  event: 'write';
  api: Api;
  json: string;
  written: readonly { path: Path; text: string }[];
  unsigned: readonly string[];
}

export type EventTaskResult<Task extends EventTask> = Task extends LookTask
  ? boolean
  : Task extends TakeTask
    ? Taken
    : string;

export interface Taken extends LeftOfEvent, SaidInThread {
  /** What the policy made of the event; null when it is still the same. */
  json: string | null;
}

/** What of a large event a policy still has to do with. */
export interface LeftOfEvent {
  texts: readonly ReadText[];
  /** Of the channels that are followed or have a text left, those that end before the event, in their order. */
  closes: readonly string[];
  signs: readonly string[];
  finishes: boolean;
  isError: boolean;
  /** There is something in it besides a signature. */
  saysMore: boolean;
  /** By channel: the event to send what is held back of it with, without that text. */
  templates: ReadonlyMap<string, EventTemplate>;
}

export interface EventTemplate {
  event: string;
  json: string;
}

/** Stands in a template where the text goes. */
export const placeOfText = '\u0000text';

/** How long a task may take, and who waits for it. */
export interface EventTaskLimits {
  /** Left out: as long as any other large body. */
  timeoutMs?: number;
  signal: AbortSignal;
}
