import type { CallStart, CaptureMode, PolicyEvent } from '../call';
import type { LensConfig } from '../config';
import type { Log } from '../log';
import type { Clock } from './clock';
import type { HeldBytes } from './heldBytes';
import type { InFlight, Placed } from './inFlight';
import type { LargeBodies } from './largeBodies';
import type { LimitsHit } from './limits';
import type { Ending } from './record/ending';
import type { Captures } from './record/modes/captures';
import type { Strangers } from './record/strangers';
import type { Slots } from './slots';
import type { HeaderFilter } from './provider/withheldHeaders';
import type { Arrivals } from './request/arrivals';
import type { KnownCaller } from './request/credentials';
import type { FindRoute } from './request/routes';

/** Tells every listener of the calls of one gateway. */
export interface Listeners<Call> {
  began(call: Call): void;
  policyEvent(call: Call, event: PolicyEvent): void;
  ended(call: Call, ending: Ending, durationMs: number): void;
  /** How often each of them failed, by name. */
  failures(): Record<string, number>;
}

/** What all calls share. */
export interface GatewayContext<Call extends Placed> {
  readonly limits: LensConfig['limits'];
  readonly passthrough: LensConfig['passthrough'];
  readonly limitsHit: LimitsHit;
  /** By mode. Null: there is none at all, whatever the mode. */
  readonly captures: Captures | null;
  /** Of calls whose route is not known. */
  readonly captureMode: CaptureMode;
  /** Null: nobody listens. */
  readonly listeners: Listeners<Call> | null;
  readonly clock: Clock;
  /** Of errors in the gateway itself, which are no call's own story. */
  readonly log: Log;
  /** Of a call that begins then. */
  readonly circumstances: (startedAt: number) => Pick<CallStart, 'environment' | 'coldStart'>;
  readonly newCallId: () => string;
  readonly randomHex: (bytes: number) => string;
  readonly findRoute: FindRoute;
  /** Some route has policies. */
  readonly anyPolicies: boolean;
  /** Some route has policies that read the requests of other paths than the main ones. */
  readonly readsOthers: boolean;
  readonly passesHeader: HeaderFilter;
  readonly isGatewayToken: (candidate: string) => boolean;
  readonly isApiToken: (candidate: string) => boolean;
  /** Either of them. */
  readonly isLensToken: (candidate: string) => boolean;
  readonly hashIdentity: (id: string | null) => string | null;
  /** Keyed hash of what a caller signed in with. */
  readonly hashCaller: (caller: KnownCaller) => string | null;
  /** Null: bodies of any size are read on the event loop. */
  readonly largeBodies: LargeBodies | null;
  readonly strangers: Strangers;
  readonly inFlight: InFlight<Call>;
  readonly slots: Slots;
  readonly arrivals: Arrivals;
  readonly heldBytes: HeldBytes;
  /** The process stops: no new calls. */
  closing: boolean;
}
