import { settle } from '../../maybe';
import type { ChainOutcome, PolicyChain } from '../../policies/chain.types';
import { describeError } from '../../describeError';
import type { Call } from '../call';
import { blockedRefusal, brokenChain } from '../errors/policyRefusals';
import { endWithoutAnswer, refuse } from '../errors/reply';
import type { Route } from './routes';

/** Takes the request through its policies: that of another path through those that redact. */
export function policeRequest(call: Call, { chain }: Route, next: () => void): void {
  const { body, original } = call.request;
  if (chain === null || !isPoliced(call, chain)) {
    next();
    return;
  }
  settle(
    () => (body === null ? chain.onUnreadRequest(original, call) : chain.onRequest(original, body, call)),
    (outcome) => decide(call, outcome, next),
    (error) => {
      call.log.error({ ...call.logFields, err: describeError(error) }, 'The policy chain failed on a request.');
      refuse(call, brokenChain, 'blocked');
    },
  );
}

function isPoliced({ operation, request }: Call, { others }: PolicyChain): boolean {
  return operation !== 'passthrough' || (others.request && request.original.length > 0);
}

function decide(call: Call, outcome: ChainOutcome, next: () => void): void {
  if (call.ended) return;
  call.outcome = outcome;
  if (outcome.blocked === null) {
    next();
    return;
  }
  call.marks.policed = call.now();
  if (call.gone) endWithoutAnswer(call, 'aborted');
  else refuse(call, blockedRefusal(outcome.blocked), 'blocked');
}
