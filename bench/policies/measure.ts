/** Pushes streams through a chain of the redaction policy; prints the processor time that each takes, as JSON. */
import { extendConfig, loadConfig } from '@lens/backend/config';
import { createChain, createEnvironments, type ChainCall } from '@lens/backend/policies';
import { streams, type RecordedStream } from './streams';

const warmUp = 3000;
const rounds = 9;
const streamsPerRound = 300;

const { heldBackChars } = loadConfig({ file: null, env: {} }).limits;
const environments = createEnvironments({ heldBackChars, clock: { now: Date.now } });
const silent = () => undefined;
const config = extendConfig(loadConfig({ file: null, env: {} }), {
  upstreams: [],
  routes: [],
  policies: [{ name: 'pii', use: 'pii-redaction' }],
});
const chain = createChain(Object.values(config.policies), {
  environmentOf: (policy) => environments.of(policy),
  log: { info: silent, warn: silent, error: silent },
});
const { signal } = new AbortController();

function push({ api, chunks }: RecordedStream): number {
  const call: ChainCall = {
    callId: '019a0000-0000-7000-8000-000000000000',
    api,
    operation: api === 'openai' ? 'chat_completions' : 'messages',
    model: 'bench',
    stream: true,
    now: () => performance.now(),
    signal,
    logFields: { call_id: '019a0000-0000-7000-8000-000000000000', trace_id: 'a'.repeat(32) },
  };
  const stream = chain.openStream(call);
  if (stream === null) throw new Error('The policy does not look at streams.');
  let sent = 0;
  const send = (buffers: unknown) => {
    if (!Array.isArray(buffers)) throw new Error('The chain made a promise.');
    sent += buffers.length;
  };
  for (const chunk of chunks) send(stream.push(chunk));
  send(stream.end(false));
  stream.outcome();
  return sent;
}

/** The quietest round: the others measure the machine's other work too. */
function microsPerStream(stream: RecordedStream): number {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let count = 0; count < streamsPerRound; count += 1) push(stream);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / streamsPerRound;
  });
  return Math.min(...times);
}

const all = streams(process.env['LENS_FIXTURES']);
for (let count = 0; count < warmUp; count += 1) for (const stream of all.slice(0, 6)) push(stream);
const figures = all.map((stream) => [stream.name, microsPerStream(stream), stream.chunks.length]);
process.stdout.write(JSON.stringify(figures));
