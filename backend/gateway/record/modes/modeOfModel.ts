import { modelMatcher } from '@lens/core/models';
import type { CaptureMode } from '../../../call';
import type { LensConfig } from '../../../config';
import { unroutedMode } from './unroutedMode';

/** How much is kept of a call to a model that another gateway made: as much as if this one had. */
export function createModeOfModel(
  config: Pick<LensConfig, 'capture' | 'routes'>,
): (model: string | null) => CaptureMode {
  const unrouted = unroutedMode(config);
  const routes = config.routes.map(({ model, capture }) => ({ matches: modelMatcher(model), capture }));
  return (model) => {
    if (model === null) return unrouted;
    return routes.find(({ matches }) => matches(model))?.capture ?? config.capture.mode;
  };
}
