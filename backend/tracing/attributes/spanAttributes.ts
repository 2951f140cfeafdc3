import { spanNames } from '@lens/core/waterfall';
import { isFetch, policyRunOf, type CallRecord } from '../../call';
import { completionFacts } from './completionFacts';
import { genAiAttributes, type GenAiDialect } from './genAiNames';
import { guardrailAttributes } from './guardrail';
import type { Given } from './limits';

type Attribute = readonly [string, Given];

interface Naming {
  dialect: GenAiDialect;
  /** Where upstreams are, by name. */
  servers: Readonly<Record<string, { address: string; port: number }>>;
}

/** The attributes of a call's span at that place among its timings. Those that matter most come first: see `limited`. */
export function spanAttributes(record: CallRecord, index: number, naming: Naming): Attribute[] {
  const timing = record.timings[index];
  const timed = Object.entries(timing?.attributes ?? {});
  const error: Attribute = ['error.type', timing?.error ?? (index === 0 ? record.errorType : null)];
  const common: Attribute[] = [['luthien.call_id', record.callId], error];
  if (index === 0) return [...common, ...rootAttributes(record)];
  if (timing?.name === spanNames.completion) {
    return [...common, ...completionAttributes(record, naming), ...timed];
  }
  const run = timing && policyRunOf(timing, record.events);
  if (run) return [...common, ...timed, ...guardrailAttributes(run)];
  if (isFetch(timing)) return [...common, ...timed];
  return [...common, ['luthien.policy.name', policyNames(record)], ...timed];
}

/** Of the server's span, which the call is as a whole. */
function rootAttributes(record: CallRecord): Attribute[] {
  const { request, response, usage, sampling } = record;
  return [
    ['luthien.operation', record.operation],
    ['luthien.status', record.status],
    ['luthien.model', record.finalModel ?? record.requestedModel],
    ['luthien.model.requested', record.requestedModel],
    ['luthien.stream.enabled', record.stream],
    ['luthien.cold_start', record.coldStart],
    ['luthien.policy.name', policyNames(record)],
    ['luthien.policy.changed_by', record.changedBy.length === 0 ? null : record.changedBy],
    ['luthien.tokens.total', totalTokens(record)],
    ['luthien.tokens.input', usage.inputTokens],
    ['luthien.tokens.output', usage.outputTokens],
    ...costAttributes(record),
    ['luthien.finish_reason', record.finishReason],
    ['luthien.request.changes', request.changes],
    ['luthien.request.diff', request.summary],
    ['luthien.response.changes', response?.changes],
    ['luthien.response.diff', response?.summary],
    ['luthien.first_byte_ms', record.chunks?.firstByteMs],
    ['luthien.first_token_ms', record.chunks?.firstTokenMs],
    ['luthien.provider', record.provider],
    ['luthien.upstream', record.upstream],
    ['luthien.sampling.reason', sampling.reason],
    ['luthien.partial', record.partial?.reason],
    ['luthien.parent_call_id', record.parentCallId],
    ['session.id', record.sessionId],
    ['user.id', record.userHash],
    ['http.request.method', record.method],
    ['url.path', record.endpoint.split('?')[0]],
    ['http.response.status_code', record.httpStatus],
    ['user_agent.original', record.headers['user-agent']],
  ];
}

function completionAttributes(record: CallRecord, { dialect, servers }: Naming): Attribute[] {
  const { usage } = record;
  const server = Object.hasOwn(servers, record.upstream) ? servers[record.upstream] : undefined;
  const ofOpenAi = record.api === 'openai' && record.operation === 'chat_completions';
  return [
    ['luthien.model', record.finalModel ?? record.requestedModel],
    ['luthien.stream.enabled', record.stream],
    ['luthien.tokens.total', totalTokens(record)],
    ...costAttributes(record),
    ...genAiAttributes(completionFacts(record), dialect),
    ['server.address', server?.address],
    ['server.port', server?.port],
    ['openai.api.type', ofOpenAi ? 'chat_completions' : null],
    ['openai.response.service_tier', ofOpenAi ? usage.serviceTier : null],
    ['luthien.provider_request_id', record.providerRequestId],
  ];
}

/** Nothing where it is not known; `exact` is false where something of it is an estimate. */
function costAttributes({ cost }: CallRecord): Attribute[] {
  if (cost === null || cost.usd === null) return [];
  return [
    ['luthien.cost.usd', Number(cost.usd)],
    ['luthien.cost.exact', cost.exact],
  ];
}

function policyNames({ policies }: CallRecord): string | null {
  return policies.length === 0 ? null : policies.join(',');
}

function totalTokens({ usage }: CallRecord): number | null {
  if (usage.inputTokens === null && usage.outputTokens === null) return null;
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
}
