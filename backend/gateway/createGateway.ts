import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';
import type { CallListener, Capture } from '../call';
import type { LensConfig } from '../config';
import { faultOf, type Log } from '../log';
import type { Call } from './call';
import { createCallIds } from './callId';
import type { PolicyChain } from '../policies/chain.types';
import type { Clock } from './clock';
import { createSystemClock } from './clock';
import { handleCall } from './handleCall';
import { HeldBytes } from './heldBytes';
import { identityHash } from './identityHash';
import { InFlight } from './inFlight';
import { createListeners } from './listeners';
import type { LargeBodies } from './largeBodies';
import { createLimitsHit, type LimitsHit } from './limits';
import type { GatewayContext } from './gatewayContext';
import { createRandomHex } from './randomHex';
import { createCircumstances } from './record/circumstances';
import { createCaptures } from './record/modes/captures';
import { unroutedMode } from './record/modes/unroutedMode';
import { Strangers } from './record/strangers';
import { Arrivals } from './request/arrivals';
import { mainRoutes } from './request/operation';
import { createRoutes, type MakeChain } from './request/routes';
import { notForwarded } from './provider/forwardHeaders';
import { createHeaderFilter } from './provider/withheldHeaders';
import { Slots } from './slots';
import { openUpstream, type Upstream } from './provider/upstreams';

export interface GatewayDeps {
  config: LensConfig;
  /** Null when there is none, whatever the configuration's mode is. */
  capture: Capture | null;
  /** The chain of these policies of the configuration. */
  makeChain: MakeChain;
  /** See `gatewayTokenCheck`. */
  isGatewayToken(candidate: string): boolean;
  /** See `apiTokenCheck`. */
  isApiToken(candidate: string): boolean;
  /** Key of the hash under which user and session ids are stored. */
  identityKey: string | Uint8Array;
  log: Log;
  /** Told of each call as it happens. */
  listeners?: readonly CallListener[];
  clock?: Clock;
  /** Where large bodies are read; on the event loop when left out. */
  largeBodies?: LargeBodies;
}

interface GatewayStats {
  callsInFlight: number;
  /** Request bodies that are on their way. */
  bodiesArriving: number;
  /** Request bodies that they keep in memory. */
  bodiesHeldBytes: number;
  upstreams: Pick<Upstream, 'name' | 'active' | 'maxConnections'>[];
  /** How often each listener failed, by name. */
  listenerFailures: Record<string, number>;
}

export interface Gateway {
  /** Adds the model routes, everything below `/v1/`, to an application. */
  mount(app: Express): void;
  /** Takes a call of a main route, as nearly all are; false for any other request, which is for the application to route. */
  takes(req: IncomingMessage, res: ServerResponse): boolean;
  /** How often each limit was hit since the start. */
  readonly limitsHit: Readonly<LimitsHit>;
  /** What the gateway has in hand now. */
  stats(): GatewayStats;
  /** Refuses new calls, waits for those in flight up to `graceMs`, then ends the rest as interrupted and closes all connections to providers. */
  close(graceMs: number): Promise<void>;
}

/** The request path: the one place that knows how a call gets from a client to a provider and back. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { config } = deps;
  const clock = deps.clock ?? createSystemClock();
  const randomHex = createRandomHex();
  const upstreams = new Map(Object.values(config.upstreams).map((entry) => [entry.name, openUpstream(entry)]));
  const largeBodies = deps.largeBodies ?? null;
  const chains: PolicyChain[] = [];
  const ownRedactors = new Set<string>();
  const makeChain: MakeChain = (names) => {
    const chain = deps.makeChain(names);
    chains.push(chain);
    for (const name of chain.redactors) if (config.policies[name]?.use !== 'pii-redaction') ownRedactors.add(name);
    return chain;
  };
  const findRoute = createRoutes(config, upstreams, makeChain);
  const hashIdentity = identityHash(deps.identityKey);
  const { responseBytes: maxStreamBytes } = config.limits;
  const { log } = deps;
  const limitsHit = createLimitsHit();
  const notKept = (): void => void (limitsHit.body_not_redacted += 1);
  const captures =
    deps.capture && createCaptures(deps.capture, { largeBodies, ownRedactors, maxStreamBytes, log, notKept });
  const gateway: GatewayContext<Call> = {
    limits: config.limits,
    passthrough: config.passthrough,
    limitsHit,
    captures,
    captureMode: unroutedMode(config),
    largeBodies,
    listeners: createListeners(deps.listeners ?? [], deps.log),
    clock,
    log: deps.log,
    circumstances: createCircumstances(config.telemetry, clock.wall(clock.monotonic())),
    newCallId: createCallIds(() => clock.wall(clock.monotonic()), randomHex),
    randomHex,
    findRoute,
    anyPolicies: chains.length > 0,
    readsOthers: chains.some(({ others }) => others.request),
    passesHeader: createHeaderFilter(notForwarded, config.headers),
    isGatewayToken: (candidate) => deps.isGatewayToken(candidate),
    // Who gave both the same value means it as a credential too.
    isApiToken: (candidate) => deps.isApiToken(candidate) && !deps.isGatewayToken(candidate),
    isLensToken: (candidate) => deps.isGatewayToken(candidate) || deps.isApiToken(candidate),
    hashIdentity,
    hashCaller: ({ kind, own }) => hashIdentity(`${kind} ${own.join(' ')}`),
    strangers: new Strangers(config.limits),
    inFlight: new InFlight(),
    slots: new Slots(config.limits),
    arrivals: new Arrivals(config.limits, () => clock.monotonic()),
    heldBytes: new HeldBytes(config.limits.bodiesBytes),
    closing: false,
  };
  return {
    mount: (app) => mountRoutes(app, gateway),
    takes: (req, res) => takesCall(gateway, req, res),
    limitsHit: gateway.limitsHit,
    stats: () => ({
      callsInFlight: gateway.inFlight.size,
      bodiesArriving: gateway.arrivals.size,
      bodiesHeldBytes: gateway.heldBytes.held,
      upstreams: [...upstreams.values()].map(({ name, active, maxConnections }) => ({ name, active, maxConnections })),
      listenerFailures: gateway.listeners?.failures() ?? {},
    }),
    close: async (graceMs) => {
      gateway.closing = true;
      await drained(gateway, graceMs);
      for (const call of gateway.inFlight.snapshot()) call.running?.stop('interrupted', call);
      await Promise.all([...upstreams.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

function mountRoutes(app: Express, gateway: GatewayContext<Call>): void {
  // A pattern without a parameter: Express would decode one, and fail on `%ZZ` before there is a call.
  app.all(/^\/v1\//i, (req, res) => handleCall(gateway, req, res));
}

/** Express would take a fifteenth of all that such a call takes to route it. */
function takesCall(gateway: GatewayContext<Call>, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== 'POST' || !mainRoutes.has(req.url ?? '')) return false;
  try {
    handleCall(gateway, req, res);
  } catch (error) {
    gateway.log.error(faultOf(error), 'A call could not be begun.');
    res.destroy();
  }
  return true;
}

const POLL_MS = 20;

function drained(gateway: GatewayContext<Call>, graceMs: number): Promise<void> {
  const deadline = gateway.clock.monotonic() + graceMs;
  return new Promise((resolve) => {
    const look = (): void => {
      if (gateway.inFlight.size === 0 || gateway.clock.monotonic() >= deadline) resolve();
      else setTimeout(look, POLL_MS);
    };
    look();
  });
}
