import { spawn } from 'node:child_process';
import path from 'node:path';
import { startLens, type Lens } from '../support/lens';

const python = process.env.LENS_PYTHON ?? '';
const whenPython = python === '' ? describe.skip : describe;

/** Not `spawnSync`: the gateway's pipes must be read meanwhile. */
function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let problems = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(problems))));
  });
}

whenPython('the official Python SDKs, pointed at the gateway by base URL alone', () => {
  let lens: Lens;

  beforeAll(async () => {
    lens = await startLens({ args: [] });
  });

  afterAll(async () => {
    await lens.stop();
    lens.remove();
  });

  test('get redacted answers, plain and streamed, and the provider’s error as its own class', async () => {
    const out = await run(python, [path.join(__dirname, 'python_sdk.py'), lens.url]);
    expect(JSON.parse(out)).toEqual({
      plain_gpt: 'Your account number is [REDACTED].',
      streamed_gpt: 'Your account number is [REDACTED].',
      plain_claude: 'Your account number is [REDACTED].',
      streamed_claude: 'Your account number is [REDACTED].',
      refused: { status: 429, retry_after: '1' },
    });
  });
});
