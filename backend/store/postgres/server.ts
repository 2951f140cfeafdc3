import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log';
import { serverEnv } from './cluster';
import type { Home } from './home';

/**
 * Runs the server in the background of a shell that holds one end of a pipe to us. When this process ends, however it
 * ends (SIGKILL too), the pipe closes and the shell asks the server for a fast shutdown (SIGINT). When the server ends
 * first, the shell ends with its code. The server's own standard input is not the pipe. It gives way to the gateway when
 * both want the processor: what it stores is safe in the spool, and a caller waits for no row. Linux may share out
 * the processor by session first, and then by nice inside of one only; `autogroup` is the session's own (sched(7)). The
 * server makes a session of each of its processes: the recorder puts back those that work for it (`postgresSink.ts`).
 */
const supervise = `
{ echo 10 > /proc/self/autogroup; } 2>/dev/null
exec 3<&0
nice -n 10 "$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -INT "$server"; } 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** After this a shutdown is made immediate; the next start then replays the log. */
const fastShutdownMs = 30_000;

/** For what a server that ended wrote last. */
const lastWordsMs = 2_000;

export interface Server {
  /** The last lines the server wrote. */
  output(): string;
  /** Resolves with the exit code when the server has ended, whoever ended it. */
  exited: Promise<number | null>;
  /** Asks for a fast shutdown and resolves when the server is gone. */
  stop(): Promise<void>;
}

export function runServer(home: Home, binDir: string, clusterDir: string, settings: string[], log: Log): Server {
  const args = ['-D', clusterDir, ...settings.flatMap((setting) => ['-c', setting])];
  const shell = spawn('/bin/sh', ['-c', supervise, 'lens-postgres', path.join(binDir, 'postgres'), ...args], {
    cwd: '/',
    env: serverEnv,
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in a terminal must reach Lens first, which stops the server when its work is saved.
    detached: true,
    ...home.account,
  });
  let output = '';
  let rest = '';
  shell.stderr.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    output = (output + text).slice(-16_384);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) logLine(line, log);
  });
  // The pipe breaks when the shell is gone; `exited` tells that.
  shell.stdin.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve) => {
    shell.once('error', (error) => {
      output += String(error);
      resolve(null);
    });
    shell.once('close', (code) => resolve(code));
    // `close` waits for everyone who holds the server's standard error, also for a child that outlives a killed server.
    shell.once('exit', (code) => setTimeout(() => resolve(code), lastWordsMs).unref());
  });
  return { output: () => output, exited, stop: () => stop(exited, shell.pid, () => shell.stdin.end()) };
}

async function stop(exited: Promise<unknown>, group: number | undefined, closePipe: () => void): Promise<void> {
  closePipe();
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    const timer = new AbortController();
    const late = sleep(fastShutdownMs, true, { signal: timer.signal }).catch(() => false);
    const timedOut = await Promise.race([exited.then(() => false), late]);
    timer.abort();
    if (!timedOut) return;
    if (group !== undefined) process.kill(-group, signal);
  }
  await exited;
}

/** PostgreSQL's class of errors in values, whose messages quote them. */
const dataException = /^22/;

/** `2026-01-02 03:04:05.678 UTC [123] 42P01 ERROR:  …`; what the server says at LOG level is routine. */
function logLine(line: string, log: Log): void {
  const [, code, level, message] = /\b([0-9A-Z]{5}) (WARNING|ERROR|FATAL|PANIC):\s+(.*)$/.exec(line) ?? [];
  if (code === undefined || level === undefined || message === undefined) return;
  // The answer to whoever connects too early or too late, not a fault.
  if (/the database system is (starting up|shutting down|in recovery mode|not yet accepting)/.test(message)) return;
  const text = `PostgreSQL: ${dataException.test(code) ? 'a value was refused' : message}`;
  if (level === 'WARNING') log.warn({ code }, text);
  else log.error({ code }, text);
}
