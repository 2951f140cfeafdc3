import type { ActivityGap } from '@lens/core/api';
import { formatCount } from '../format';

/** That messages are missing, and why. */
export function gapWords({ reason, missed }: ActivityGap): string {
  const what =
    missed === null
      ? 'Messages may be missing here'
      : `${formatCount(missed, 'message is', 'messages are')} missing here`;
  return `${what}: ${reasons[reason]}. The list of calls has every call that is recorded.`;
}

const reasons: Record<ActivityGap['reason'], string> = {
  too_old: 'this page was away for longer than the server keeps them',
  restarted: 'the server has started anew',
  redis_away: 'Redis was away, and with it what other gateways said',
  lost: 'another gateway could not send them',
  not_followed: 'nobody followed the other gateways for a while',
};
