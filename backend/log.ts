import { describeError, type ErrorDescription } from './describeError';
import { codeOf, messageOf } from './errors';

/**
 * What the backend says to its operators, everywhere in one shape: fields for machines, a sentence for people. A pino logger
 * fits; `main.ts` gives each part one that adds its `component`. Neither fields nor sentence hold a body, a credential or
 * what a policy's error says.
 */
export interface Log {
  info<F extends object>(fields: F & Spelled<F>, message: string): void;
  warn<F extends object>(fields: F & Spelled<F>, message: string): void;
  error<F extends object>(fields: F & Spelled<F>, message: string): void;
}

/** Of a call: `call_id`, `trace_id`, `span_id`. Of trouble: `error` with the words of the system or the database, `err` of anything else. */
interface KnownFields {
  call_id: string;
  trace_id: string;
  span_id: string;
  component: string;
  error: string;
  err: ErrorDescription;
}

/** The compiler refuses names in camel case, and known names for anything else: what is searched for has one spelling. */
type Spelled<F> = {
  [K in keyof F]: K extends keyof KnownFields ? KnownFields[K] : K extends Lowercase<K & string> ? F[K] : never;
};

/** For what nobody needs to hear of. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type Fault = Pick<KnownFields, 'err'> & Partial<Pick<KnownFields, 'error'>>;

/**
 * The fields for an error that nobody expected. Its own message stays out, as a parser's or a policy's may quote the text
 * that it worked on; those of the system and the database, which have a code, do not.
 */
export function faultOf(error: unknown): Fault {
  return { err: describeError(error), ...(codeOf(error) === '' ? {} : { error: messageOf(error) }) };
}
