import type { DiffMode } from '@lens/viewer/diff';
import type { CallPanelOptions } from '../shared/CallPanel';

export interface DiffPanelOptions extends CallPanelOptions {
  /** `auto`: side by side where there is room. */
  mode: DiffMode | 'auto';
  sides: 'both' | 'request' | 'response';
  /** What did not change is folded. */
  folded: boolean;
  /** Of the diff in pixels; 0: as high as the panel. */
  height: number;
}
