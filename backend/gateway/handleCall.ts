import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotRecordedError } from '../call';
import { faultOf } from '../log';
import { settle } from '../maybe';
import { Call } from './call';
import { callProvider } from './provider/callProvider';
import { credentialsFor, identifyCaller, noCredentials, type KnownCaller } from './request/credentials';
import type { GatewayContext } from './gatewayContext';
import { tooManyCalls } from './slots';
import { headRefusal } from './request/headRefusal';
import { policeRequest } from './request/policeRequest';
import { receive } from './request/receive';
import { awaitRoom, refuseUnrecorded } from './record/awaitRoom';
import { recordStart } from './record/recordCall';
import { endWithoutAnswer, refuse } from './errors/reply';
import { refusalOf, type Refusal } from './errors/refusal';
import type { Route } from './request/routes';
import { strayToken } from './request/strayToken';

/**
 * A call from the client's first byte on: receive, route, authenticate, wait for room on record, policies, record the
 * start, call the provider.
 * Each step goes on in the same turn when it has nothing to wait for, or refuses the call and ends it.
 */
export function handleCall(gateway: GatewayContext<Call>, req: IncomingMessage, res: ServerResponse): void {
  const call = new Call(gateway, req, res);
  const caller = identifyCaller(req.headers, gateway.isGatewayToken);
  const refusal = admission(call);
  gateway.inFlight.add(call);
  res.on('close', () => call.clientClosed());
  if (caller.kind === 'none') asStranger(call);
  else call.callerHash = gateway.hashCaller(caller);
  if (refusal !== null || caller.kind === 'none') {
    refuse(call, refusal ?? noCredentials(call.api));
    return;
  }
  receive(call, caller, () => routeCall(call, caller));
}

/** Anybody can send calls without a credential: they must fill neither the spool nor the list. */
function asStranger(call: Call): void {
  const { gateway } = call;
  call.stranger = true;
  if (gateway.strangers.take(gateway.clock.monotonic())) return;
  call.unrecorded = true;
  call.hit('stranger_not_recorded');
}

function admission(call: Call): Refusal | null {
  const { gateway } = call;
  if (gateway.closing) {
    return refusalOf('gateway_stopping', 'The gateway is stopping. Try again in a moment.');
  }
  return gateway.slots.full ? tooManyCalls(gateway.limits) : headRefusal(call);
}

function routeCall(call: Call, caller: KnownCaller): void {
  const { route, refusal } = call.gateway.findRoute(call.api, call.model);
  if (refusal !== null) {
    refuse(call, refusal);
    return;
  }
  call.route = route;
  const credentials = credentialsFor(caller, route.upstream);
  const stray = strayToken(call);
  call.marks.received = call.now();
  call.gateway.listeners?.began(call);
  if (stray !== null) refuse(call, stray);
  else if (credentials.refusal !== null) refuse(call, credentials.refusal);
  else awaitRoom(call, route, () => policeRequest(call, route, () => start(call, route, credentials.headers)));
}

/** Puts the call on record, then calls the provider. */
function start(call: Call, route: Route, credentials: readonly string[]): void {
  call.marks.policed = call.now();
  if (route.upstream.active >= route.upstream.maxConnections) {
    const message = `The upstream ${route.upstream.name} already has ${route.upstream.maxConnections} calls. Try again in a moment, or raise its max_connections.`;
    refuse(call, refusalOf('upstream_busy', message));
    return;
  }
  const go = (): void => {
    if (call.ended) return;
    if (call.gone) endWithoutAnswer(call, 'aborted');
    else callProvider(call, route, credentials);
  };
  const recorded = recordStart(call);
  if (recorded === undefined) go();
  else
    settle(
      () => recorded,
      go,
      (error) => {
        if (error instanceof NotRecordedError) {
          refuseUnrecorded(call);
          return;
        }
        call.log.error({ ...call.logFields, ...faultOf(error) }, 'Capture failed to append the start of a call.');
        go();
      },
    );
}
