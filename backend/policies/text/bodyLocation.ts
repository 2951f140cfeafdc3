import type { Api, StreamText } from '@lens/core/formats';
import { formatPath, type Path } from '@lens/core/json';

/** Where a piece of a stream stands in the response that the stream makes: `choices[0].message.content`. */
export function bodyLocation(api: Api, text: StreamText): string {
  return formatPath(api === 'openai' ? openAiPath(text) : anthropicPath(text));
}

/** `choices[n].delta…`, `n` counting in this event, in channel `1.tool_calls.0`; or `choices[n].text`. */
function openAiPath({ path, channel }: StreamText): Path {
  const [, , holder = '', field, place, ...rest] = path;
  const [choice = '0', , index] = channel.split('.');
  if (field === undefined) return ['choices', asIndex(choice), holder];
  const head = ['choices', asIndex(choice), 'message', field];
  if (place === undefined) return head;
  return [...head, typeof place === 'number' && index !== undefined ? asIndex(index) : place, ...rest];
}

/** `delta.text` or `content_block.text` in channel `block.2`, with more behind it for texts beside the block's own. */
function anthropicPath({ path, channel }: StreamText): Path {
  const [kind, index = '0'] = channel.split('.');
  const [, ...rest] = path;
  if (kind !== 'block') return rest;
  return ['content', asIndex(index), ...rest.map((step) => (step === 'partial_json' ? 'input' : step))];
}

function asIndex(name: string): number | string {
  return /^\d+$/.test(name) ? Number(name) : name;
}
