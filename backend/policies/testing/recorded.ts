import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '@lens/core/formats';

/** Provider answers as they were recorded; they belong to other projects and are read where they lie, if they are there. */
export function recordedStreams(api: Api): { name: string; bytes: Buffer }[] {
  const folder = path.join(process.env['LENS_FIXTURES'] ?? path.join(process.cwd(), '..', 'shared', 'fixtures'), api);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sse') || name.endsWith('.chunks.txt'))
    .map((name) => ({ name, bytes: framed(api, name, readFileSync(path.join(folder, name))) }));
}

/** Chunk files hold one event's data a line. */
function framed(api: Api, name: string, content: Buffer): Buffer {
  if (name.endsWith('.sse')) return content;
  const lines = content
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (api === 'openai') return Buffer.from([...lines, '[DONE]'].map((line) => `data: ${line}\n\n`).join(''));
  const typeOf = (line: string) => /"type":\s*"(\w+)"/.exec(line)?.[1] ?? '';
  return Buffer.from(lines.map((line) => `event: ${typeOf(line)}\ndata: ${line}\n\n`).join(''));
}
