import { createHash } from 'node:crypto';
import type { Policy } from '../contract';
import type { PolicyEnvironment } from '../environment/policyEnvironment';

const rememberedMs = 3_600_000;

/** Asks a service whether what users say is welcome, and remembers for an hour what it said of a text. */
export function moderation(
  name: string,
  address: string,
  { clock, fetch, store }: Pick<PolicyEnvironment, 'clock' | 'fetch' | 'store'>,
): Policy {
  async function verdictOn(text: string, signal: AbortSignal): Promise<string> {
    const key = createHash('sha256').update(text).digest('hex');
    const known = await store.get(key);
    if (known !== undefined) return known;
    const answer = await fetch(address, { method: 'POST', body: text, signal });
    if (answer.status !== 200) throw new Error(`The service answered ${answer.status}.`);
    const verdict = answer.text();
    await store.set(key, verdict, { expiresInMs: rememberedMs });
    return verdict;
  }

  return {
    name,
    async onRequest(request, ctx) {
      const startedAt = clock.now();
      for (const { role, text } of request.texts()) {
        if (role !== 'user' || (await verdictOn(text, ctx.signal)) === 'welcome') continue;
        ctx.emit('policy.unwelcome', 'The service took exception', { after_ms: clock.now() - startedAt }, 'warning');
        return { block: { message: 'This is not discussed here.' } };
      }
      return undefined;
    },
  };
}
