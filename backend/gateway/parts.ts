import type { Capture, CaptureMode } from '../call';
import type { LensConfig } from '../config';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { HeldBytes } from './heldBytes';
import type { InFlight } from './inFlight';
import type { Listeners } from './listeners';
import type { LimitsHit } from './limits';
import type { FindRoute } from './request/routes';

/** What all calls share. */
export interface GatewayParts {
  readonly limits: LensConfig['limits'];
  readonly passthrough: LensConfig['passthrough'];
  readonly limitsHit: LimitsHit;
  /** Null: there is none at all, whatever the mode. */
  readonly capture: Capture | null;
  /** Of calls whose route says nothing else. */
  readonly captureMode: CaptureMode;
  /** Null: nobody listens. */
  readonly listeners: Listeners | null;
  readonly clock: Clock;
  /** Of errors in the gateway itself, which are no call's own story. */
  readonly log: Log;
  readonly newCallId: () => string;
  readonly randomHex: (bytes: number) => string;
  readonly findRoute: FindRoute;
  /** Some route has policies. */
  readonly anyPolicies: boolean;
  readonly isGatewayToken: (candidate: string) => boolean;
  readonly hashIdentity: (id: string | null) => string | null;
  readonly inFlight: InFlight;
  readonly heldBytes: HeldBytes;
  /** The process stops: no new calls. */
  closing: boolean;
}
