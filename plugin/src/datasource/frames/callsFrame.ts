import { FieldType, type DataFrame, type DataLink } from '@grafana/data';
import type { Call } from '@lens/core/api';
import { at, frameOf, type Column } from './frame';
import { callLink, sessionLink } from './links';

const number = FieldType.number;

/** Calls as a table. `links` are those of a call's id, beside the one to its page. */
export function callsFrame(refId: string, calls: readonly Call[], links: DataLink[] = []): DataFrame {
  return frameOf(refId, calls, [...which(links), ...columns()]);
}

/** What the turns of a session tell inside its row, under names for people: Grafana shows those of inner tables as they are. */
const ofTurns = ['status', 'model', 'summary', 'policies', 'duration', 'inputTokens', 'outputTokens', 'cost'];

/** Calls as a table within another. */
export function turnsFrame(refId: string, calls: readonly Call[], links: DataLink[]): DataFrame {
  const shown = columns().filter(({ name }) => ofTurns.includes(name));
  return frameOf(
    refId,
    calls,
    [...which(links), ...shown].map(({ title = '', ...column }) => ({ ...column, name: title })),
  );
}

function which(links: DataLink[]): Column<Call>[] {
  return [
    { name: 'time', title: 'Time', type: FieldType.time, of: ({ startedAt }) => at(startedAt) },
    { name: 'callId', title: 'Call', links: [callLink(), ...links], of: ({ callId }) => callId },
  ];
}

const columns = (): readonly Column<Call>[] => [
  { name: 'status', title: 'Status', of: ({ status }) => status },
  { name: 'httpStatus', title: 'HTTP', type: number, of: ({ httpStatus }) => httpStatus },
  { name: 'model', title: 'Model', of: ({ finalModel, requestedModel }) => finalModel ?? requestedModel },
  { name: 'provider', title: 'Provider', of: ({ provider }) => provider },
  { name: 'changed', title: 'Changed', of: changedSides },
  { name: 'summary', title: 'What changed', of: summary },
  { name: 'policies', title: 'Policies', of: ({ changedBy }) => changedBy.join(', ') },
  { name: 'policyEvents', title: 'Events', type: number, of: ({ policyEvents }) => policyEvents },
  { name: 'duration', title: 'Duration', type: number, unit: 'ms', of: ({ durationMs }) => durationMs },
  { name: 'firstToken', title: 'First token', type: number, unit: 'ms', of: ({ firstTokenMs }) => firstTokenMs },
  { name: 'inputTokens', title: 'Input tokens', type: number, unit: 'short', of: ({ usage }) => usage.inputTokens },
  { name: 'outputTokens', title: 'Output tokens', type: number, unit: 'short', of: ({ usage }) => usage.outputTokens },
  { name: 'cost', title: 'Cost', type: number, unit: 'currencyUSD', of: ({ costUsd }) => costUsd },
  { name: 'session', title: 'Session', links: [sessionLink()], of: ({ sessionId }) => sessionId },
  { name: 'user', title: 'User', of: ({ userHash }) => userHash },
  { name: 'environment', title: 'Environment', of: ({ environment }) => environment },
  { name: 'traceId', title: 'Trace', of: ({ traceId }) => traceId },
  { name: 'error', title: 'Error', of: ({ errorType }) => errorType },
];

function changedSides({ request, response }: Call): string {
  const sides = [request.changed ? 'request' : null, response.changed ? 'response' : null];
  return sides.filter((side) => side !== null).join(', ') || 'no';
}

function summary({ request, response }: Call): string {
  return [request.summary, response.summary].filter((words) => words !== null).join('; ');
}
