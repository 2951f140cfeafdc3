import type { AskedView } from '../view/buildView';
import type { Fault } from '../../log';
import type { Disclosure } from '../view/readSides';
import type { ViewErrorCode } from './viewError';

export interface BuilderData {
  /** Where the builder reads the bodies. */
  connectionString: string;
  /** Of the digests that stand for masked texts. */
  digestKey: string;
}

/** What the gateway's process tells first, and what it asks for, once the answer to the last one is there. */
export type ToBuilder = { type: 'start'; data: BuilderData } | { type: 'build'; job: AskedView };

/** The answer: its JSON in parts, then what it discloses; or why there is none. `code` is the database's or the system's. */
export type FromBuilder =
  | { type: 'part'; bytes: Uint8Array }
  | { type: 'built'; disclosed: Disclosure[] }
  | { type: 'refused'; code: ViewErrorCode; message: string }
  | { type: 'failed'; fault: Fault; code: string; unavailable: boolean };
