import { FieldType, type DataFrame } from '@grafana/data';
import type { Annotation, ErrorGroup, RecordedEvent, Session } from '@lens/core/api';
import { at, frameOf } from './frame';
import { callLink, sessionLink } from './links';

const { number, time } = FieldType;

export function sessionsFrame(refId: string, sessions: readonly Session[]): DataFrame {
  return frameOf(refId, sessions, [
    { name: 'time', title: 'Last call', type: time, of: ({ lastAt }) => at(lastAt) },
    { name: 'session', title: 'Session', links: [sessionLink()], of: ({ sessionId }) => sessionId },
    { name: 'calls', title: 'Calls', type: number, of: ({ calls }) => calls },
    { name: 'inputTokens', title: 'Input tokens', type: number, unit: 'short', of: ({ inputTokens }) => inputTokens },
    {
      name: 'outputTokens',
      title: 'Output tokens',
      type: number,
      unit: 'short',
      of: ({ outputTokens }) => outputTokens,
    },
    { name: 'cost', title: 'Cost', type: number, unit: 'currencyUSD', of: ({ costUsd }) => costUsd },
    { name: 'changed', title: 'Changed', type: number, of: ({ changed }) => changed },
    { name: 'blocked', title: 'Blocked', type: number, of: ({ blocked }) => blocked },
    { name: 'failed', title: 'Failed', type: number, of: ({ failed }) => failed },
    { name: 'models', title: 'Models', of: ({ models }) => models.join(', ') },
    { name: 'policies', title: 'Policies', of: ({ changedBy }) => changedBy.join(', ') },
    { name: 'began', title: 'Began', type: time, of: ({ firstAt }) => at(firstAt) },
    { name: 'user', title: 'User', of: ({ userHash }) => userHash },
  ]);
}

/** Sessions whose rows open upon a table each: by this name Grafana's table panel knows frames within a frame. */
export function withTurns(sessions: DataFrame, turns: readonly DataFrame[]): DataFrame {
  const nested = {
    name: '__nestedFrames',
    type: FieldType.nestedFrames,
    config: {},
    values: turns.map((frame) => [frame]),
  };
  return { ...sessions, fields: [...sessions.fields, nested] };
}

export function eventsFrame(refId: string, events: readonly RecordedEvent[]): DataFrame {
  return frameOf(refId, events, [
    { name: 'time', title: 'Time', type: time, of: ({ recordedAt }) => at(recordedAt) },
    { name: 'callId', title: 'Call', links: [callLink()], of: ({ callId }) => callId },
    { name: 'policy', title: 'Policy', of: ({ policy }) => policy },
    { name: 'type', title: 'Event', of: ({ type }) => type },
    { name: 'severity', title: 'Severity', of: ({ severity }) => severity },
    { name: 'summary', title: 'What it said', of: ({ summary }) => summary },
    { name: 'phase', title: 'Phase', of: ({ phase }) => phase },
  ]);
}

export function errorsFrame(refId: string, groups: readonly ErrorGroup[]): DataFrame {
  return frameOf(refId, groups, [
    { name: 'time', title: 'Last seen', type: time, of: ({ lastSeen }) => at(lastSeen) },
    { name: 'type', title: 'Error', of: ({ type }) => type },
    { name: 'message', title: 'Message', of: ({ message }) => message },
    { name: 'kind', title: 'Kind', of: ({ kind }) => kind },
    { name: 'where', title: 'Where', of: ({ component, policy, provider }) => component ?? policy ?? provider },
    { name: 'count', title: 'Count', type: number, of: ({ count }) => count },
    { name: 'lastDay', title: 'Last 24 hours', type: number, of: ({ hours }) => hours.reduce((sum, n) => sum + n, 0) },
    { name: 'firstSeen', title: 'First seen', type: time, of: ({ firstSeen }) => at(firstSeen) },
    { name: 'callId', title: 'Latest call', links: [callLink()], of: ({ examples }) => examples[0] ?? null },
  ]);
}

/** Under the names that Grafana's annotations have. */
export function annotationsFrame(refId: string, annotations: readonly Annotation[]): DataFrame {
  return frameOf(refId, annotations, [
    { name: 'time', type: time, of: (annotation) => at(annotation.at) },
    { name: 'title', of: ({ title }) => title },
    { name: 'text', of: ({ text }) => text },
    { name: 'tags', type: FieldType.other, of: ({ kind }) => [kind] },
    { name: 'id', of: ({ callId }) => callId },
  ]);
}
