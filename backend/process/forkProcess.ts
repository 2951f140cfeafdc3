import { fork, type ChildProcess } from 'node:child_process';
import { lastWords } from './lastWords';

export interface ForkOptions {
  /** The process's own bundle in `dist/`. */
  file: string;
  /** Memory that its objects may take. Beyond it the process ends. */
  heapBytes: number;
  nodeFlags?: string[];
  /** What it writes to standard output goes where this process's goes; nowhere otherwise. */
  mayPrint?: boolean;
}

export interface ForkedProcess {
  child: ChildProcess;
  gone: Promise<void>;
}

const keptOfStderr = 16_384;

/**
 * A process of ours beside the gateway's, and not a thread: where a heap is full V8 may end the whole process that it is
 * in, whatever the `resourceLimits` of a worker thread promise. It sees no providers' keys.
 *
 * @param ended is told why, when it is gone
 */
export function forkProcess(options: ForkOptions, ended: (reason: string) => void): ForkedProcess {
  const { file, heapBytes, nodeFlags = [], mayPrint = false } = options;
  const child = fork(file, [], {
    execArgv: ['--enable-source-maps', ...nodeFlags, `--max-old-space-size=${Math.ceil(heapBytes / 1024 / 1024)}`],
    env: childEnv(process.env),
    serialization: 'advanced',
    stdio: ['ignore', mayPrint ? 'inherit' : 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-keptOfStderr)));
  const gone = new Promise<void>((resolve) => {
    const onEnd = (reason: string) => {
      ended(reason);
      resolve();
    };
    // A process that could not even be started has no `close`.
    child.on('error', (error) => child.pid === undefined && onEnd(error.message));
    child.once('close', (code, signal) => onEnd(lastWords(said, code, signal)));
  });
  return { child, gone };
}

/** What the database's client, OpenTelemetry's exporters and Node itself may need; not the rest, which holds the providers' keys. */
function childEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const needed = /^(PG|OTEL_|NODE_|SSL_CERT_|LC_|(PATH|HOME|USER|TZ|LANG|TMPDIR)$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
}
