import type { AdmissionStats } from '../../../capture';
import type { Readings } from '../readings';

export function admissionReadings({ waiting, waited }: AdmissionStats): Readings {
  return { luthien_calls_waiting: waiting, luthien_calls_waited_total: waited };
}
