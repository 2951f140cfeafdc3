import type { IngestedCall } from '@lens/core/api';
import { encodeSse, type Api } from '@lens/core/formats';
import type { Json, JsonObject } from '@lens/core/json';
import type { ChangeStep, Exchange } from '../../call';
import type { ToldCall } from '../toldCall';
import { InvalidCall } from './invalidCall';

const nothing = Buffer.alloc(0);

type Forms = Pick<IngestedCall['request'], 'steps'> & { original: Uint8Array; final: Uint8Array | null };

/** A body as bytes: what is given as text is taken as it is. */
export function bytesOf(body: Json): Uint8Array {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** @param within where it stands in the call, for errors */
export function exchangeOf(
  { original, final, steps = [] }: Forms,
  contentType: string | null,
  within: string,
): Exchange {
  const told = steps.map(({ body, ...step }) => ({ ...step, body: body === undefined ? null : bytesOf(body) }));
  const last = told.at(-1);
  const sent = final ?? last?.body ?? original;
  if (last?.body != null && Buffer.compare(last.body, sent) !== 0) {
    throw new InvalidCall(`${within}.steps.${told.length - 1}.body`, 'Is not `final`. Leave one of them out.');
  }
  const isSame = Buffer.compare(original, sent) === 0;
  return {
    original,
    final: isSame ? null : sent,
    steps: told.map((step, index): ChangeStep => {
      const isLast = index === told.length - 1;
      const body = isLast ? (isSame ? original : sent) : step.body;
      if (body !== null) return { policy: step.policy, redacts: step.redacts, body };
      throw new InvalidCall(`${within}.steps.${index}.body`, 'Give the whole body behind this policy.');
    }),
    contentType,
  };
}

type Response = NonNullable<IngestedCall['response']>;
type Chunks = NonNullable<Response['chunks']>;

/** A stream: its bytes are in its parts, as the gateway's own are. */
export function streamOf(
  api: Api,
  { original, final }: Chunks,
  response: Response,
): Pick<ToldCall, 'parts'> & { exchange: Exchange } {
  const upstream = sideOf(api, original, 'response.chunks.original');
  const client = final === undefined ? null : sideOf(api, final, 'response.chunks.final');
  const forms = { original: upstream.bytes, final: client?.bytes ?? null, steps: response.steps };
  const { final: changed, ...exchange } = exchangeOf(forms, null, 'response');
  if (changed !== null && client === null) {
    throw new InvalidCall('response.chunks.final', 'Give what the client was sent, as a policy changed it.');
  }
  // Where a stream has two sides, the client's goes before what it is compared with.
  const parts = changed === null ? [] : [{ side: 'client' as const, ...(client ?? upstream) }];
  return {
    parts: [...parts, { side: 'upstream', ...upstream }],
    exchange: { ...exchange, original: nothing, final: changed === null ? null : nothing },
  };
}

function sideOf(api: Api, chunks: Chunks['original'], within: string) {
  const bytes: Uint8Array[] = [];
  const times: number[] = [];
  let before = 0;
  for (const [index, { atMs, text, data }] of chunks.entries()) {
    if ((text === undefined) === (data === undefined)) {
      throw new InvalidCall(`${within}.${index}`, 'Give either `text` or `data`.');
    }
    if (atMs < before) throw new InvalidCall(`${within}.${index}.atMs`, 'Is before that of the chunk before.');
    before = atMs;
    const chunk = text === undefined ? encodeSse(eventName(api, data), JSON.stringify(data)) : Buffer.from(text);
    bytes.push(chunk);
    times.push(Math.round(atMs * 1000), chunk.length);
  }
  return { bytes: Buffer.concat(bytes), times };
}

/** Anthropic's events have their type as name, too. */
function eventName(api: Api, data: JsonObject | undefined): string {
  const type = data?.['type'];
  return api === 'anthropic' && typeof type === 'string' ? type : '';
}
