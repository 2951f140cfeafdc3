import { lesserMode, type CaptureMode } from '../../../call';
import type { LensConfig } from '../../../config';

/**
 * How much is kept of calls that are refused before their route is known: they may be meant for the route of which the
 * least is kept. That they were refused stays on record where anything is.
 */
export function unroutedMode({ capture, routes }: Pick<LensConfig, 'capture' | 'routes'>): CaptureMode {
  const least = routes.reduce((mode, route) => lesserMode(mode, route.capture ?? mode), capture.mode);
  return least === 'off' && capture.mode !== 'off' ? 'metadata' : least;
}
