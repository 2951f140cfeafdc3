import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '@lens/core/formats';

/** A recorded provider stream as it was on the wire. */
export interface RecordedStream {
  name: string;
  api: Api;
  bytes: Buffer;
}

const folder = process.env.LENS_FIXTURES ?? path.resolve(__dirname, '../../../shared/fixtures');

/** Recorded streams of both providers; they belong to other projects and are read where they lie, if they are there. */
export function recordedStreams(): RecordedStream[] {
  if (!existsSync(folder)) {
    console.warn(`SKIPPED: recorded provider streams, because ${folder} is not there (set LENS_FIXTURES).`);
    return [];
  }
  return (['openai', 'anthropic'] as const).flatMap((api) =>
    readdirSync(path.join(folder, api))
      .filter((name) => name.endsWith('.chunks.txt') || name.endsWith('.sse'))
      .map((name) => ({ name: `${api}/${name}`, api, bytes: framed(api, name) })),
  );
}

function framed(api: Api, name: string): Buffer {
  const content = readFileSync(path.join(folder, api, name));
  if (name.endsWith('.sse')) return content;
  const lines = content
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  if (api === 'openai') return Buffer.from(`${lines.map((line) => `data: ${line}\n\n`).join('')}data: [DONE]\n\n`);
  return Buffer.from(lines.map((line) => `event: ${typeOf(line)}\ndata: ${line}\n\n`).join(''));
}

function typeOf(line: string): string {
  return (JSON.parse(line) as { type: string }).type;
}
