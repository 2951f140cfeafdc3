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

export function refusalOfUnread(policy: string): Omit<Blocked, 'redacts'> {
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
  refuse: { type: 'policy.unread_refused', summary: 'Stopped the answer at what can not be read as JSON' },
} as const satisfies Record<UnreadRule, { type: string; summary: string }>;

/** Lets a whole answer pass that no policy was given. */
export function passUnread(bytes: Buffer, link: Link, log: EventLog): ChainOutcome {
  tell('pass', bytes, link, log);
  return { bytes, body: {}, steps: [], events: log.close(), timings: [], blocked: null };
}

export function refuseUnread(bytes: Buffer, link: Link, log: EventLog): ChainOutcome {
  tell('refuse', bytes, link, log);
  const blocked = { ...refusalOfUnread(link.policy.name), redacts: link.policy.redacts === true };
  return { bytes, body: {}, steps: [], events: log.close(), timings: [], blocked };
}

function tell(rule: UnreadRule, bytes: Buffer, { index, policy }: Link, log: EventLog): void {
  const details = { count: 1, bytes: bytes.length };
  log.add(index, policy.name, { ...unreadEvents[rule], details, severity: 'warning' });
}
