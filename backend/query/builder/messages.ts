import type { Disclosure } from '../view/callSource';
import type { ViewJob } from '../view/buildView';
import type { ViewErrorCode } from './viewError';

/** What the gateway's process asks for, once the answer to the last one is there. */
export interface ToBuilder {
  job: ViewJob;
  /** Of the digests that stand for masked texts. */
  digestKey: string;
}

/** The answer: its JSON in parts, then what it discloses; or why there is none. */
export type FromBuilder =
  | { type: 'part'; bytes: Uint8Array }
  | { type: 'built'; disclosed: Disclosure[] }
  | { type: 'refused'; code: ViewErrorCode; message: string }
  | { type: 'failed'; reason: string };
