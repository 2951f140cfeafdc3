import { randomBytes } from 'node:crypto';
import type { ErrorOccurrence } from '../call';
import { codeOf, messageOf } from '../errors';
import type { Log } from '../log';

export interface SentryOptions {
  /** `https://key@host/project`, checked. */
  dsn: string;
  release: string;
  environment: string | null;
  log: Log;
  now: () => number;
}

interface Sentry {
  /** Tells of an error as far as that is possible now; never waits, never fails. */
  send(error: ErrorOccurrence): void;
  close(): Promise<void>;
}

/** Of one group that much, and of all groups together; the groups themselves count every one. */
const perGroupMs = 60_000;
const mostPerMinute = 60;
const mostGroups = 1_000;
const answerMs = 5_000;
const usualPauseMs = 60_000;

/**
 * Sends errors to Sentry, or what takes its envelopes: their kind, where, and ids of call and trace. There is nothing else of a
 * call in them. By the documented protocol, as the official client would bring instruments and integrations of its own.
 */
export function createSentry({ dsn, release, environment, log, now }: SentryOptions): Sentry {
  const { url, key } = addressOf(dsn);
  const auth = `Sentry sentry_version=7, sentry_client=luthien-lens/${release}, sentry_key=${key}`;
  const lastOf = new Map<string, number>();
  const sending = new Set<Promise<void>>();
  let sentAt: number[] = [];
  let pausedUntil = 0;
  let hasFailed = false;

  function isWanted({ fingerprint }: ErrorOccurrence, at: number): boolean {
    sentAt = sentAt.filter((each) => each > at - 60_000);
    if (at < pausedUntil || sentAt.length >= mostPerMinute) return false;
    if (at - (lastOf.get(fingerprint) ?? -Infinity) < perGroupMs) return false;
    if (lastOf.size >= mostGroups) lastOf.clear();
    lastOf.set(fingerprint, at);
    sentAt.push(at);
    return true;
  }

  async function post(error: ErrorOccurrence): Promise<void> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': auth },
        body: envelopeOf(error, { release, environment }),
        signal: AbortSignal.timeout(answerMs),
      });
      await response.arrayBuffer();
      if (response.status === 429) pausedUntil = now() + pauseOf(response.headers);
      if (!response.ok) throw new Error(`answered ${response.status}`);
      hasFailed = false;
    } catch (caught) {
      const { cause } = caught instanceof Error ? caught : {};
      if (!hasFailed)
        log.warn({ error: messageOf(codeOf(cause) === '' ? caught : cause) }, 'Sentry takes no errors for now.');
      hasFailed = true;
    }
  }

  return {
    send(error) {
      if (!isWanted(error, now())) return;
      const sent = post(error).finally(() => sending.delete(sent));
      sending.add(sent);
    },
    async close() {
      await Promise.all(sending);
    },
  };
}

function addressOf(dsn: string): { url: string; key: string } {
  const { protocol, host, username, pathname } = new URL(dsn);
  const cut = pathname.lastIndexOf('/');
  return { url: `${protocol}//${host}${pathname.slice(0, cut)}/api${pathname.slice(cut)}/envelope/`, key: username };
}

function pauseOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 ? Math.min(seconds * 1000, 3_600_000) : usualPauseMs;
}

/** https://develop.sentry.dev/sdk/data-model/envelopes/ */
function envelopeOf(error: ErrorOccurrence, about: { release: string; environment: string | null }): string {
  const id = randomBytes(16).toString('hex');
  const { kind, type, message, status, provider, operation, policy, component, frames, callId, at, fingerprint } =
    error;
  const tags = { kind, status, provider, operation, policy, component, call_id: callId };
  const event = {
    event_id: id,
    timestamp: at / 1000,
    platform: 'node',
    level: 'error',
    logger: component ?? kind,
    fingerprint: [fingerprint],
    release: about.release,
    ...(about.environment !== null && { environment: about.environment }),
    tags: Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== null)),
    exception: {
      values: [
        {
          type,
          value: message === '' ? (status ?? type) : message,
          // Sentry wants the innermost last.
          ...(frames.length > 0 && { stacktrace: { frames: frames.toReversed().map((each) => ({ function: each })) } }),
        },
      ],
    },
  };
  const lines = [{ event_id: id, sent_at: new Date(at).toISOString() }, { type: 'event' }, event];
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}
