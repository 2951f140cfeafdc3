import type { Call, CallView } from '@lens/core/api';
import type { Tab } from '../controls';

const callTabIds = ['changes', 'conversation', 'waterfall', 'events', 'logs', 'raw'] as const;

export type CallTab = (typeof callTabIds)[number];

/** Of a house that has no logs to show there are none. */
export function callTabs({ call, events }: CallView, hasLogs: boolean): Tab<CallTab>[] {
  const tabs: Tab<CallTab>[] = [
    { id: 'changes', label: 'Changes', count: call.request.changes + call.response.changes },
    { id: 'conversation', label: 'Conversation' },
    { id: 'waterfall', label: 'Waterfall' },
    { id: 'events', label: 'Events', count: events.length },
    { id: 'logs', label: 'Logs' },
    { id: 'raw', label: 'Raw' },
  ];
  return tabs.filter(({ id }) => id !== 'logs' || hasLogs);
}

/** The tab an address names; when it names none, the one that has most to say of the call. */
export function readCallTab(text: string | null | undefined, call: Call | null): CallTab {
  return callTabIds.find((id) => id === text) ?? tabOf(call);
}

/** What was changed comes first. Where nothing was, two folded sides would be all there is to see of the changes. */
function tabOf(call: Call | null): CallTab {
  if (call === null || call.request.changed || call.response.changed) return 'changes';
  return call.operation === 'passthrough' ? 'raw' : 'conversation';
}
