import type { CallStart } from '../../call';
import type { LensConfig } from '../../config';

type Circumstances = Pick<CallStart, 'environment' | 'coldStart'>;

/** What of a call is its process's doing: where that runs, and whether it had only just started at `startedAt`. */
export function createCircumstances(
  { environment, coldStartSeconds }: Pick<LensConfig['telemetry'], 'environment' | 'coldStartSeconds'>,
  startedAt: number,
): (at: number) => Circumstances {
  const coldUntil = startedAt + coldStartSeconds * 1_000;
  const warm: Circumstances = environment === null ? {} : { environment };
  const cold: Circumstances = { ...warm, coldStart: true };
  return (at) => (at < coldUntil ? cold : warm);
}
