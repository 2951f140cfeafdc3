import type { Direction } from '../../call';
import type { LimitsConfig } from '../../config/types';
import type { Blocked, ChainOutcome } from '../chain.types';
import type { EventLog } from './eventLog';
import type { Link } from './links';

/** What becomes of a part of an answer that policies can't read. */
export type UnreadRule = NonNullable<LimitsConfig['unread']>;

/** Where nothing is configured, a chain that redacts lets nothing pass unread. */
export function unreadRule(configured: UnreadRule | null, links: readonly Link[]): UnreadRule {
  return configured ?? (links.some(({ policy }) => policy.redacts === true) ? 'refuse' : 'pass');
}

export function refusalOfUnread(policy: string, direction: Direction): Omit<Blocked, 'redacts'> {
  if (direction === 'request') {
    return {
      policy,
      type: 'unreadable_request',
      message:
        'The request is no JSON object, and the configured policies can read nothing else. Send JSON, or call another path. Whoever runs the gateway can let it pass with limits.unread_requests.',
      status: 400,
    };
  }
  return {
    policy,
    type: 'unreadable_response',
    message:
      "The provider sent something that the configured policies can't read, so the answer was stopped. Whoever runs the gateway can let it pass with limits.unread.",
    status: 502,
  };
}

/** What is said of it, in an event of the policy that could not read it. */
export const unreadEvents = {
  pass: { type: 'policy.unread_passed', summary: 'Passed what can not be read as JSON' },
  drop: { type: 'policy.unread_dropped', summary: 'Left out what can not be read as JSON' },
  refuse: { type: 'policy.unread_refused', summary: 'Stopped the call at what can not be read as JSON' },
} as const satisfies Record<UnreadRule, { type: string; summary: string }>;

interface WholeBody {
  direction: Direction;
  bytes: Buffer;
  /** The first policy that could not read it. */
  link: Link;
  log: EventLog;
}

/** Lets a whole body pass that no policy was given, or refuses it: nothing of it can be left out. */
export function unreadBody(rule: UnreadRule | null, { direction, bytes, link, log }: WholeBody): ChainOutcome {
  const { index, policy } = link;
  const applied = rule === 'pass' ? 'pass' : 'refuse';
  const details = { count: 1, bytes: bytes.length };
  log.add(index, policy.name, { ...unreadEvents[applied], details, severity: 'warning' });
  const blocked = { ...refusalOfUnread(policy.name, direction), redacts: policy.redacts === true };
  const events = log.close();
  return { bytes, body: {}, steps: [], events, timings: [], blocked: applied === 'pass' ? null : blocked };
}
