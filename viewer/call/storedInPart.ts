import type { CallView } from '@lens/core/api';
import type { Banner } from './outcome';

/** Tells of a call that was too much to store whole, which otherwise looks as if parts of it had never been there. */
export function storedInPart({ events }: CallView): Banner | null {
  const event = events.find(({ type }) => type === 'capture.stored_in_part');
  if (event === undefined) return null;
  const reason = event.summary.replace(/^Stored in part: /, '');
  return {
    tone: 'warning',
    title: 'Only the beginning of this call is stored',
    text: reason.charAt(0).toUpperCase() + reason.slice(1),
  };
}
