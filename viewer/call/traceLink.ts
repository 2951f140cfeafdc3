import type { CallView } from '@lens/core/api';
import type { ViewerLinks } from '../host';

/**
 * Where a call's trace is shown; null where it is nowhere. `leftOut` says why it is not, of a call that was not sampled: the
 * address of its trace would lead to an error.
 */
export function traceLink(
  view: CallView,
  links: Pick<ViewerLinks, 'trace'>,
): { href: string | null; leftOut: string | null } {
  const href = links.trace(view);
  const isLeftOut = view.call.source === 'gateway' && view.sampling?.sampled === false;
  return isLeftOut && href !== null ? { href: null, leftOut: why } : { href, leftOut: null };
}

/** Nothing but the ratio leaves calls out. */
const why =
  'Of routine calls a part leaves traces and records in logs (LENS_SAMPLING_RATIO), and this one is not among them. Everything else of it is here.';
