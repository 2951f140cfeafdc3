import type { CallView } from '@lens/core/api';
import type { Banner } from './outcome';

/** Tells of a call of which less was kept than came, by its capture mode; null where all was. */
export function keptLess({ call }: CallView): Banner | null {
  const kept = words[call.captureMode];
  return kept === null ? null : { tone: 'ok', ...kept };
}

const words: Record<CallView['call']['captureMode'], Pick<Banner, 'title' | 'text'> | null> = {
  full: null,
  masked: {
    title: 'Secrets and personal data were taken out before this call was recorded',
    text: 'Original and final show marks such as [REDACTED:card] in their place; the client and the provider had the whole. Capture mode: masked.',
  },
  metadata: {
    title: 'The bodies of this call are not kept',
    text: 'Facts, sizes, times and tokens are. Capture mode: metadata.',
  },
  off: null,
};

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
