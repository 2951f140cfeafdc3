import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from './until';

/** What a client of the gateway knows about one of its calls. */
export interface SentCall {
  /** Empty when no response header arrived. */
  callId: string;
  /** The client has its whole answer: all bytes of a plain one, the terminal event of a stream. */
  answered: boolean;
  /** It was told in whole that the call failed: on a busy machine a connection to the provider may idle out. */
  failed: boolean;
  marker: string;
}

export interface LoadOptions {
  perSecond: number;
  /** Never more calls than this, whatever happens to `stop`. */
  most?: number;
  /** What the calls ask in turn, beside their markers. */
  asks?: readonly string[];
}

/**
 * Sends calls at a steady rate until `stop()`; half of them are streams. Every call has a marker of its own in its text.
 */
export function startLoad(url: string, { perSecond, most = 20_000, asks = ['to me'] }: LoadOptions) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sent: Promise<SentCall>[] = [];
  let answered = 0;
  const state = { going: true };
  const loop = (async () => {
    while (state.going && sent.length < most) {
      const ask = asks[Math.floor(sent.length / 2) % asks.length] ?? '';
      const call = sendCall(url, `${ask} marker-${sent.length}`, sent.length % 2 === 1, agent);
      sent.push(call);
      void call.then((done) => (answered += Number(done.answered)));
      await wait(1000 / perSecond);
    }
  })();
  return {
    /** Waits until so many more calls have their whole answer. */
    async goOn(calls: number): Promise<void> {
      const goal = answered + calls;
      const what = `${calls} more calls of the load are answered`;
      await until(
        () => answered,
        (count) => count >= goal,
        { what },
      );
    },
    /** Ends the load and waits for the calls in flight. */
    async stop(): Promise<SentCall[]> {
      state.going = false;
      await loop;
      const calls = await Promise.all(sent);
      agent.destroy();
      return calls;
    },
  };
}

/**
 * So many clients that make one call after the other until `stop()`, as fast as they are answered, and no more than `most`
 * together. Half of the calls are streams; each carries a text of that length.
 */
export function startClients(
  url: string,
  { clients, textLength, most = Infinity }: { clients: number; textLength: number; most?: number },
) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const sent: SentCall[] = [];
  const state = { going: true, begun: 0 };
  const client = async () => {
    while (state.going && state.begun < most) {
      state.begun += 1;
      sent.push(await sendCall(url, 'x'.repeat(textLength), state.begun % 2 === 0, agent));
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    sent,
    /** Ends the load and waits for the calls in flight. */
    async stop(): Promise<SentCall[]> {
      state.going = false;
      await all;
      agent.destroy();
      return sent;
    },
  };
}

/** One call over plain HTTP, so that a broken connection is seen as it is; never rejects. */
export function sendCall(url: string, marker: string, stream: boolean, agent?: Agent): Promise<SentCall> {
  const body = JSON.stringify({ model: 'demo-gpt', stream, messages: [{ role: 'user', content: `Say ${marker}` }] });
  return new Promise((resolve) => {
    const call: SentCall = { callId: '', answered: false, failed: false, marker };
    const done = () => resolve(call);
    const outgoing = request(
      `${url}/v1/chat/completions`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer demo' },
        ...(agent ? { agent } : {}),
      },
      (answer) => {
        call.callId = String(answer.headers['x-luthien-call-id'] ?? '');
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (stream && text.includes('data: [DONE]')) call.answered = answer.statusCode === 200;
        });
        answer.on('end', () => {
          if (!stream) call.answered = answer.complete && answer.statusCode === 200;
          call.failed = answer.complete && answer.statusCode !== 200;
          done();
        });
        answer.on('error', done);
        answer.on('close', done);
      },
    );
    outgoing.on('error', done);
    outgoing.end(body);
  });
}
