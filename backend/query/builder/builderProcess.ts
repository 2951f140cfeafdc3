import { fork } from 'node:child_process';
import { childEnv } from '../../capture/recorder/childEnv';
import { lastWords } from '../../capture/recorder/lastWords';
import type { AskedView } from '../view/buildView';
import type { BuilderData, FromBuilder, ToBuilder } from './messages';
import type { BuiltJson } from './viewBuilder';
import { BuildFailure, ViewError } from './viewError';

export interface BuilderProcess {
  /** One at a time. Beyond `ceilingMs` the process is ended. */
  build(job: AskedView, ceilingMs: number): Promise<BuiltJson>;
  ended(): boolean;
  kill(): Promise<void>;
}

export interface BuilderProcessOptions {
  file: string;
  heapBytes: number;
  data: BuilderData;
}

interface Observer {
  receive(message: FromBuilder): void;
  gone(reason: string): void;
}

/**
 * A process and not a thread: where a heap is full V8 may end the whole process that it is in, whatever the `resourceLimits`
 * of a worker thread promise.
 */
export function startBuilderProcess({ file, heapBytes, data }: BuilderProcessOptions): BuilderProcess {
  const child = fork(file, [], {
    execArgv: ['--enable-source-maps', `--max-old-space-size=${Math.ceil(heapBytes / 1024 / 1024)}`],
    env: childEnv(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  let over: string | null = null;
  let observer: Observer | null = null;
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-16_384)));
  // What comes from it was made by the same build.
  child.on('message', (message) => observer?.receive(message as FromBuilder));
  const closed = new Promise<void>((resolve) => {
    const onEnd = (reason: string) => {
      over ??= reason;
      observer?.gone(over);
      resolve();
    };
    // A process that could not even be started has no `close`.
    child.on('error', (error) => child.pid === undefined && onEnd(error.message));
    child.once('close', (code, signal) => onEnd(lastWords(said, code, signal)));
  });

  // A message to a process that is gone fails; that it is gone is known otherwise.
  const send = (message: ToBuilder) => void child.send(message, () => undefined);
  send({ type: 'start', data });

  function end(reason: string): void {
    over ??= reason;
    child.kill('SIGKILL');
  }

  return {
    ended: () => over !== null,
    async kill() {
      end('it was stopped');
      await closed;
    },
    async build(job, ceilingMs) {
      if (over !== null) throw died(over);
      let timer: NodeJS.Timeout | undefined;
      try {
        return await new Promise<BuiltJson>((resolve, reject) => {
          timer = setTimeout(() => {
            end(`it took longer than ${ceilingMs} ms`);
            reject(tooSlow(job, ceilingMs));
          }, ceilingMs);
          observer = collect(resolve, reject);
          send({ type: 'build', job });
        });
      } finally {
        clearTimeout(timer);
        observer = null;
      }
    },
  };
}

function collect(resolve: (built: BuiltJson) => void, reject: (error: Error) => void): Observer {
  const parts: Uint8Array[] = [];
  return {
    gone: (reason) => reject(died(reason)),
    receive(message) {
      if (message.type === 'part') parts.push(message.bytes);
      else if (message.type === 'built') resolve({ parts, disclosed: message.disclosed });
      else if (message.type === 'refused') reject(new ViewError(message.code, message.message));
      else reject(new BuildFailure(message.reason, message.code));
    },
  };
}

function tooSlow(job: AskedView, ceilingMs: number): ViewError {
  const text =
    `To build this view takes longer than the ${ceilingMs / 1000} s that it may. The call is on record whole: ` +
    'its details and its policies’ events can be read, its bodies in the database.';
  return new ViewError('view_too_slow', text, `the ${job.kind} of ${callsOf(job)} took longer than ${ceilingMs} ms`);
}

function callsOf(job: AskedView): string {
  const calls = job.kind === 'comparison' ? [job.a, job.b] : [job.source];
  return calls.map(({ callId }) => callId).join(' and ');
}

function died(reason: string): ViewError {
  const text =
    'The process that builds views ended over this one, most likely because it takes more memory than there may be. ' +
    'The call is on record whole: its details and its policies’ events can be read, its bodies in the database.';
  return new ViewError('view_too_large', text, reason);
}
