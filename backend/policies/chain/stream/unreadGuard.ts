import { endsStream, type SseEvent } from '@lens/core/formats';
import { whenReady } from '../../../maybe';
import type { Blocked, ChainCall } from '../../chain.types';
import type { Elsewhere } from '../elsewhere';
import type { EventLog } from '../eventLog';
import type { Link } from '../links';
import { refusalOfUnread, unreadEvents, type UnreadRule } from '../unread';
import { isLargeEvent } from './takeLarge';
import type { WireEvent } from './wireEvent';

/** Decides what becomes of events that the policies of a stream can't read. */
export interface UnreadGuard {
  /** The place in the chain it stands before: nothing that it stops reaches the policy there, or one behind it. */
  readonly position: number;
  /** Whether the event goes on. One that ends the stream has called `block`. */
  admits(wire: WireEvent): boolean | Promise<boolean>;
}

interface GuardOptions {
  call: Pick<ChainCall, 'api' | 'signal'>;
  rule: UnreadRule;
  links: readonly Link[];
  log: EventLog;
  readonly elsewhere: Elsewhere | null;
  block: (position: number, reason: Omit<Blocked, 'redacts'>) => void | Promise<void>;
}

/** It stands before the first policy that redacts, or before all of them: policies ahead of that see what came. */
export function createUnreadGuard({ call, rule, links, log, elsewhere, block }: GuardOptions): UnreadGuard {
  const position = Math.max(
    0,
    links.findIndex(({ policy }) => policy.redacts === true),
  );
  const link = links[position];
  const redacts = link?.policy.redacts === true;
  /** The stream's last event went by: policies were told of its end, and hold no text of a later one. */
  let hasEnded = false;
  let details: { count: number; bytes: number } | null = null;

  function tell(applied: UnreadRule, bytes: number): void {
    if (details !== null) {
      details.count += 1;
      details.bytes += bytes;
      return;
    }
    details = { count: 1, bytes };
    if (link === undefined) return;
    log.add(link.index, link.policy.name, { ...unreadEvents[applied], details, severity: 'warning' });
  }

  function decide({ source }: WireEvent, unread: boolean, half: boolean): boolean | Promise<boolean> {
    const isLate = hasEnded && redacts && !saysNothing(source);
    hasEnded ||= endsStream(call.api, source);
    if (!isLate && !unread && !half) return true;
    const { raw, unfinished } = source;
    // What no client reads is only left out: half an event, over which official ones fail, and any after the last.
    const applied = isLate || half || (rule === 'refuse' && unfinished) ? 'drop' : rule;
    tell(applied, raw.length);
    if (applied !== 'refuse' || link === undefined) return applied === 'pass';
    return whenReady(block(position, refusalOfUnread(link.policy.name, 'response')), () => false);
  }

  /** What can't be read in time is unread. */
  async function admitsLarge(wire: WireEvent, there: Elsewhere): Promise<boolean> {
    const looked = there.runEvent({ event: 'look', json: wire.json }, { signal: call.signal });
    const readable = await looked.catch(() => false);
    // Nobody is sent it any more.
    if (call.signal.aborted) return false;
    return decide(wire, wire.isUnreadWhen(readable === true), isHalf(wire.source, readable === true));
  }

  return {
    position,
    admits(wire) {
      const { unfinished } = wire.source;
      if (rule === 'pass' && !unfinished) return decide(wire, wire.looksUnread, false);
      if (isLargeEvent(wire, elsewhere) && wire.beginsAsJson) return admitsLarge(wire, elsewhere);
      return decide(wire, wire.isUnread, isHalf(wire.source, unfinished === true && wire.data !== null));
    },
  };
}

/** The stream ended in the middle of its data, or before it. */
function isHalf({ unfinished, blank, tooLarge, data }: SseEvent, isWhole: boolean): boolean {
  return unfinished === true && !blank && !tooLarge && !isWhole && data.trim() !== '[DONE]';
}

function saysNothing({ blank, asides = [] }: SseEvent): boolean {
  return blank === true && asides.length === 0;
}
