import type { CallView } from '@lens/core/api';
import type { Tab } from '../controls';

export const callTabIds = ['changes', 'conversation', 'waterfall', 'events', 'raw'] as const;

export type CallTab = (typeof callTabIds)[number];

export function callTabs({ call, events }: CallView): Tab<CallTab>[] {
  return [
    { id: 'changes', label: 'Changes', count: call.request.changes + call.response.changes },
    { id: 'conversation', label: 'Conversation' },
    { id: 'waterfall', label: 'Waterfall' },
    { id: 'events', label: 'Events', count: events.length },
    { id: 'raw', label: 'Raw' },
  ];
}

/** The tab an address names; Changes when it names none. */
export function readCallTab(text: string | null | undefined): CallTab {
  return callTabIds.find((id) => id === text) ?? 'changes';
}
