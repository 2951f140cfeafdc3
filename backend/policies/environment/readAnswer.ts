import type { Dispatcher } from 'undici';
import type { FetchAnswer } from './policyEnvironment';

export class AnswerTooLargeError extends Error {}

/** Reads an answer to its end; throws {@link AnswerTooLargeError} and reads no more once it is beyond `maxBytes`. */
export async function readAnswer(answer: Dispatcher.ResponseData, maxBytes: number): Promise<FetchAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maxBytes) throw new AnswerTooLargeError();
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return {
    status: answer.statusCode,
    headers: joined(answer.headers),
    body,
    text: () => body.toString(),
    json: (): unknown => JSON.parse(body.toString()),
  };
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
