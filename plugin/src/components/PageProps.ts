import type { ClientServices } from '@lens/client/services';

/** What every page of the app gets. */
export interface PageProps {
  services: ClientServices;
  /** Where clients send their calls, for commands that a reader copies. */
  publicUrl: string;
  /** The Loki data source with the gateway's lines; null where the reader has none. */
  lokiUid: string | null;
}
