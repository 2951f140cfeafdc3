/** Calls that a reader has selected to compare them; kept by the host, over pages of the list too. */
export interface Selection {
  /** At most two. */
  callIds: readonly string[];
  toggle: (callId: string) => void;
  clear: () => void;
}

/** The form that the rows' checkboxes belong to, among the viewer's elements. */
export const compareForm = 'compare';

export const mostSelected = 2;

/** The selection with a call put in or taken out. A third call takes the place of the one selected before it. */
export function toggleSelected(callIds: readonly string[], callId: string): string[] {
  if (callIds.includes(callId)) return callIds.filter((id) => id !== callId);
  return [...callIds.slice(0, mostSelected - 1), callId];
}

/** The older call first: ids begin with the time. */
export function inOrder(callIds: readonly string[]): readonly [string, string] | null {
  const [a, b] = [...callIds].sort();
  return a !== undefined && b !== undefined ? [a, b] : null;
}
