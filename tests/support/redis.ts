import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { until } from './until';
import { freePort } from './freePort';

const { LENS_REDIS_SERVER: program = '' } = process.env;

/** Without one the tests over Redis are skipped. */
export const hasRedis = program !== '';

const password = 'p/a#s s:w@rd';

/** A real Redis server with a password, on a port of its own. */
export interface TestRedis {
  url: string;
  pid(): number;
  start(): Promise<void>;
  /** As `kill -9`. */
  kill(): Promise<void>;
  /** Everything that was published on a channel since. */
  listen(channel: string): Promise<{ heard(): string; close(): void }>;
  remove(): Promise<void>;
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startRedis(): Promise<TestRedis> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'lens-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const args = [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--dir',
      home,
      '--save',
      '',
      '--requirepass',
      password,
    ];
    const started = (child = spawn(program, args, { stdio: 'ignore' }));
    running.add(started);
    started.once('exit', () => running.delete(started));
    await until(
      () => say('PING'),
      (answer) => answer.includes('+PONG'),
      { what: 'Redis answers' },
    );
  }

  async function kill(): Promise<void> {
    const ended = child;
    if (ended === null || ended.exitCode !== null || ended.signalCode !== null) return;
    const exit = new Promise((resolve) => ended.once('exit', resolve));
    ended.kill('SIGKILL');
    await exit;
  }

  const open = async (...commands: string[]): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    socket.write([`AUTH "${password}"`, ...commands].map((command) => `${command}\r\n`).join(''));
    return socket;
  };

  async function say(command: string): Promise<string> {
    const socket = await open(command, 'QUIT');
    let answer = '';
    for await (const bytes of socket) answer += String(bytes);
    return answer;
  }

  await start();
  return {
    url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    pid: () => child?.pid ?? 0,
    start,
    kill,
    async listen(channel) {
      let heard = '';
      const socket = await open(`SUBSCRIBE ${channel}`);
      socket.on('data', (bytes) => (heard += String(bytes)));
      await until(
        () => heard,
        (text) => text.includes('subscribe'),
        { what: 'the channel is subscribed' },
      );
      return { heard: () => heard, close: () => socket.destroy() };
    },
    async remove() {
      await kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
