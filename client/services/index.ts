import type { ViewerHost } from '@lens/viewer/host';
import type { LensApi } from '../api';

/** What the hooks work with; the same object from draw to draw. */
export interface ClientServices {
  api: LensApi;
  host: ViewerHost;
  storage: TabStorage;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
}

/** Texts that are kept for the length of a browser tab. */
export interface TabStorage {
  get(key: string): string | null;
  set(key: string, text: string): void;
}
