import { createHmac } from 'node:crypto';
import { stepBack } from '../../capture/recorder/stepBack';
import type { buildView } from '../view/buildView';
import type { FromBuilder, ToBuilder } from './messages';

/** Behind the request path, before the recorder: somebody waits for a view. */
const niceness = 5;
/** The gateway's process reads no more of an answer at once. */
const partBytes = 1024 * 1024;

type Build = typeof buildView;

/** The view builder's process: answers one request after the other, and ends with the gateway's. */
export function serveViews(build: Build): void {
  // A terminal sends Ctrl-C and its own end to all; the gateway's process says when it is over.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  stepBack(niceness);
  process.on('message', (request: ToBuilder) => {
    for (const message of answer(build, request)) process.send?.(message);
  });
}

function* answer(build: Build, { job, digestKey }: ToBuilder): Generator<FromBuilder> {
  try {
    const digest = (text: string) => createHmac('sha256', digestKey).update(text).digest('hex').slice(0, 8);
    const { answer, disclosed } = build(job, digest);
    const json = Buffer.from(JSON.stringify(answer));
    for (let from = 0; from < json.length; from += partBytes) {
      yield { type: 'part', bytes: json.subarray(from, from + partBytes) };
    }
    yield { type: 'built', disclosed };
  } catch (error) {
    yield isTooLong(error) ? tooLong : { type: 'failed', reason: String(error instanceof Error ? error.stack : error) };
  }
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
