import type { Pool } from 'pg';
import { codeOf } from '../../errors';
import { faultOf, silentLog } from '../../log';
import { followGateway } from '../../process/followGateway';
import { MissingBytesError } from '../../store/read/pieces';
import { createPool } from '../../store/createPool';
import { isUnavailable } from '../isUnavailable';
import type { AskedView, BuiltView, buildView } from '../view/buildView';
import { digestsUnder } from '../view/digestsUnder';
import { readJob } from '../view/readJob';
import type { BuilderData, FromBuilder, ToBuilder } from './messages';

/** Behind the request path, before the recorder: somebody waits for a view. */
const niceness = 5;
/** The gateway's process reads no more of an answer at once. */
const partBytes = 1024 * 1024;

type Build = typeof buildView;

/** The view builder's process: answers one request after the other, and ends with the gateway's. */
export function serveViews(build: Build): void {
  followGateway(niceness);
  let answer: ((job: AskedView) => Promise<void>) | null = null;
  process.on('message', (message: ToBuilder) => {
    if (message.type === 'start') answer ??= answering(build, message.data);
    else void answer?.(message.job);
  });
}

function answering(build: Build, { connectionString, digestKey }: BuilderData): (job: AskedView) => Promise<void> {
  const pool = readingPool(connectionString);
  const digestOf = digestsUnder(digestKey);
  return async (job) => {
    try {
      for (const message of built(build(await readJob(pool, job), digestOf))) process.send?.(message);
    } catch (error) {
      process.send?.(error instanceof MissingBytesError ? damaged(error) : isTooLong(error) ? tooLong : failed(error));
    }
  };
}

function readingPool(connectionString: string): Pool {
  return createPool({
    connectionString,
    max: 1,
    applicationName: 'luthien-lens views',
    // An idle connection that is lost is no trouble: the next view has a new one.
    log: silentLog,
  });
}

function* built({ answer, disclosed }: BuiltView): Generator<FromBuilder> {
  const json = Buffer.from(JSON.stringify(answer));
  for (let from = 0; from < json.length; from += partBytes) {
    yield { type: 'part', bytes: json.subarray(from, from + partBytes) };
  }
  yield { type: 'built', disclosed };
}

function damaged({ message }: MissingBytesError): FromBuilder {
  return { type: 'refused', code: 'call_damaged', message: `${message} npm run verify tells what is damaged.` };
}

function failed(error: unknown): FromBuilder {
  return { type: 'failed', fault: faultOf(error), code: codeOf(error), unavailable: isUnavailable(error) };
}

const tooLong: FromBuilder = {
  type: 'refused',
  code: 'view_too_large',
  message:
    'The view of this call is longer than a text can be. The call is on record whole: its details and its policies’ events ' +
    'can be read, its bodies in the database.',
};

/** V8's word for a string of more than 512 MB. */
function isTooLong(error: unknown): boolean {
  return (
    (error instanceof RangeError && error.message === 'Invalid string length') ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_STRING_TOO_LONG')
  );
}
