import type { CallView, SideView } from '@lens/core/api';
import {
  conversationOf,
  indexChanges,
  withRemoved,
  type ChangeIndex,
  type ConversationMessage,
  type ConversationPart,
  type PathChanges,
  type PlacedMessage,
  type ToolResultPart,
} from '@lens/core/conversation';
import type { Change } from '@lens/core/diff';
import type { Path } from '@lens/core/json';

/** A message with what the reader needs to see it in place. */
export interface ShownMessage extends PlacedMessage {
  id: string;
  changes: ChangeIndex;
  changed: boolean;
  /** Results of the message's tool calls, which stand in later messages, by the call's id. */
  results: ReadonlyMap<string, ToolResultPart>;
}

/** Messages to read, and runs of earlier unchanged ones that fold to a line. */
export type Block = { kind: 'message'; shown: ShownMessage } | { kind: 'earlier'; messages: ShownMessage[] };

/** The conversation as it went on, with removed messages where they stood, and earlier turns folded. */
export function arrangeConversation(view: CallView): Block[] {
  const request = view.request.final ?? view.request.original;
  const response = view.response.final ?? view.response.original;
  const { api } = view.call;
  const final = conversationOf(api, request, response);
  const original = conversationOf(api, view.request.original, view.response.original);
  const placed = [
    ...withRemoved(ofBody(final, 'request'), ofBody(original, 'request'), view.request.diff?.delta ?? null, 'messages'),
    ...withRemoved(
      ofBody(final, 'response'),
      ofBody(original, 'response'),
      view.response.diff?.delta ?? null,
      'choices',
    ),
  ];
  return fold(nestResults(placed.map(showWith(indexOf(view.request), indexOf(view.response)))));
}

function ofBody(messages: ConversationMessage[], body: ConversationMessage['body']): ConversationMessage[] {
  return messages.filter((message) => message.body === body);
}

function indexOf({ diff }: SideView): ChangeIndex {
  const changes: Change[] = diff === null ? [] : [diff.added, diff.modified, diff.moved].flat();
  return indexChanges(changes);
}

function showWith(request: ChangeIndex, response: ChangeIndex) {
  return (placed: PlacedMessage, index: number): ShownMessage => {
    const changes = placed.message.body === 'request' ? request : response;
    const changed = placed.removed || placed.message.parts.some((part) => isChanged(part, changes));
    return { ...placed, id: `message-${index}`, changes, changed, results: new Map() };
  };
}

/** A part put in or moved as a whole is marked as such; what stands in a new message is told by the message. */
export function partChanges({ message, changes }: ShownMessage, path: Path): PathChanges {
  const found = changes.at(path);
  const { own, around } = found;
  const isNewPart = around?.kind === 'add' && (around.rightPath?.length ?? 0) > message.path.length;
  return own === null && isNewPart ? { ...found, own: around } : found;
}

function isChanged(part: ConversationPart, changes: ChangeIndex): boolean {
  const { own, around, inside } = changes.at(part.path);
  return own !== null || around !== null || inside.length > 0;
}

/** Puts tool results under their calls and drops messages that held nothing else. */
function nestResults(messages: ShownMessage[]): ShownMessage[] {
  const callIds = new Set(messages.flatMap(({ message, removed }) => (removed ? [] : message.parts.flatMap(callId))));
  const results = new Map<string, ToolResultPart>();
  const kept: ShownMessage[] = [];
  for (const shown of messages) {
    const isNested = (part: ConversationPart): part is ToolResultPart =>
      !shown.removed && part.kind === 'tool_result' && part.callId !== null && callIds.has(part.callId);
    for (const part of shown.message.parts.filter(isNested)) results.set(part.callId ?? '', part);
    const parts = shown.message.parts.filter((part) => !isNested(part));
    const wasOnlyResults = parts.length === 0 && shown.message.parts.length > 0;
    if (!wasOnlyResults) kept.push({ ...shown, message: { ...shown.message, parts }, results });
  }
  return kept;
}

function callId(part: ConversationPart): string[] {
  return part.kind === 'tool_call' && part.id !== null ? [part.id] : [];
}

/** Everything before the last question is earlier; changed messages among it stay in sight. */
function fold(messages: ShownMessage[]): Block[] {
  const lastQuestion = messages.findLastIndex(({ message }) => message.role === 'user');
  const blocks: Block[] = [];
  messages.forEach((shown, index) => {
    const isEarlier = index < lastQuestion && !shown.changed && !isInstruction(shown.message);
    const last = blocks.at(-1);
    if (!isEarlier) blocks.push({ kind: 'message', shown });
    else if (last?.kind === 'earlier') last.messages.push(shown);
    else blocks.push({ kind: 'earlier', messages: [shown] });
  });
  return blocks.map((block) => {
    const [only] = block.kind === 'earlier' && block.messages.length === 1 ? block.messages : [];
    return only ? { kind: 'message', shown: only } : block;
  });
}

export function isInstruction(message: ConversationMessage): boolean {
  return message.role === 'system' || message.role === 'developer';
}
