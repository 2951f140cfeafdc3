import type { Json, Path } from '../json';

/** One message as people read it, with the place in its body that it was read from. */
export interface ConversationMessage {
  /** Which body `path` and the paths of the parts count from. */
  body: 'request' | 'response';
  path: Path;
  /** As the body says it (`system`, `user`, `assistant`, `tool`, …); `error` for an error answer, `unknown` when it is missing. */
  role: string;
  name: string | null;
  /** Set when the response has several choices. */
  choice: number | null;
  parts: ConversationPart[];
}

export type ConversationPart = TextPart | ToolCallPart | ToolResultPart | MediaPart | OtherPart;

export interface TextPart {
  kind: 'text' | 'thinking' | 'refusal';
  path: Path;
  text: string;
}

export interface ToolCallPart {
  kind: 'tool_call';
  path: Path;
  id: string | null;
  name: string;
  /** Where the arguments are: an object, or a string that should hold JSON. */
  argumentsPath: Path;
  /** Parsed where they are JSON text; else the text itself. */
  arguments: Json;
  /** The text they are in the body; null where they are a value there. */
  argumentsText: string | null;
}

export interface ToolResultPart {
  kind: 'tool_result';
  path: Path;
  callId: string | null;
  isError: boolean;
  parts: (TextPart | MediaPart | OtherPart)[];
}

/** An image, a document, a sound: told by type and size, shown only where it is an image inside the body. */
export interface MediaPart {
  kind: 'image' | 'file';
  path: Path;
  mediaType: string | null;
  name: string | null;
  /** Base64 data that is in the body itself. */
  data: string | null;
  /** An address or a file id at the provider. */
  reference: string | null;
}

/** What this version does not know, as it is. */
export interface OtherPart {
  kind: 'other';
  path: Path;
  type: string;
  value: Json;
}
