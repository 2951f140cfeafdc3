import { aboutBody } from '@lens/core/formats';
import type { JsonObject } from '@lens/core/json';
import { answerFacts, type AnswerFacts } from '../call';
import type { LimitsConfig } from '../config';
import { readAnswer } from './answer/readAnswer';
import { refusalOf, type Refusal } from './errors/refusal';
import type { FactsTask } from './record/modes/metadataCapture';
import { redactBody, type RedactTask } from './record/modes/redactBody';
import { understand } from './request/understand';

/** A large body to be read: a request, or an answer that policies will see. */
export type BodyTask =
  | { read: 'request'; bytes: Uint8Array; limits: BodyLimits; oneReading: boolean; mustBeCall: boolean }
  | { read: 'answer'; bytes: Uint8Array; limits: BodyLimits; mayBeText: boolean };

type BodyLimits = Pick<LimitsConfig, 'jsonDepth' | 'jsonValues'>;

export interface BodyTaskResult {
  /** What the body says about itself; null for one that was not read. */
  about: JsonObject | null;
  refusal: Refusal | null;
}

export interface LargeBodies {
  /** Bodies of so many bytes and more are large. */
  leastBytes: number;
  /** Rejects when it can't be read in time. */
  read(task: BodyTask): Promise<BodyTaskResult>;
  /** As it may go on record; rejects likewise. */
  redact(task: RedactTask): Promise<Uint8Array>;
  /** What goes on record instead of an answer; rejects likewise. */
  facts(task: FactsTask): Promise<AnswerFacts>;
}

/** Work on a large body for the record alone. */
export type RecordTask = ({ keep: 'redacted' } & RedactTask) | ({ keep: 'facts' } & FactsTask);

/** In a thread. */
export function runRecordTask(task: RecordTask): Uint8Array | AnswerFacts {
  return task.keep === 'facts' ? answerFacts(task.api, task.bytes) : redactBody(task);
}

/** The work itself: in a thread, but for bodies that are parsed sooner than they would be there. */
export function runBodyTask(task: BodyTask): BodyTaskResult {
  const { buffer, byteOffset, length } = task.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  const read = task.read === 'answer' ? readAnswer(bytes, task) : understand(bytes, task);
  return { about: read.body && aboutBody(read.body), refusal: read.refusal };
}

export const notRead: Refusal = refusalOf(
  'bodies_waiting',
  'The gateway has too many large bodies to read. Try again in a moment, or send less.',
);
