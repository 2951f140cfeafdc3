import { forkProcess, type ForkOptions } from '../../process/forkProcess';
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

export interface BuilderProcessOptions extends ForkOptions {
  data: BuilderData;
  /** Told when it is gone, whatever the reason. */
  onGone: () => void;
}

interface Observer {
  receive(message: FromBuilder): void;
  gone(reason: string): void;
}

export function startBuilderProcess({ data, onGone, ...options }: BuilderProcessOptions): BuilderProcess {
  let over: string | null = null;
  let observer: Observer | null = null;
  const { child, gone } = forkProcess(options, (reason) => {
    over ??= reason;
    observer?.gone(over);
    onGone();
  });
  // What comes from it was made by the same build.
  child.on('message', (message) => observer?.receive(message as FromBuilder));

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
      await gone;
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
      else reject(new BuildFailure(message));
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
  const calls = job.kind === 'comparison' ? [job.a, job.b] : [job.call];
  return calls.map(({ callId }) => callId).join(' and ');
}

function died(reason: string): ViewError {
  const text =
    'The process that builds views ended over this one, most likely because it takes more memory than there may be. ' +
    'The call is on record whole: its details and its policies’ events can be read, its bodies in the database.';
  return new ViewError('view_too_large', text, reason);
}
