import type { CallView } from '@lens/core/api';
import type {
  ComparisonAddress,
  ErrorsAddress,
  ListAddress,
  LiveFilters,
  SessionAddress,
  SessionsAddress,
} from '../address';

/**
 * What the viewer needs of the house it lives in. It is the same object from draw to draw; what is in it may be called at
 * any time but while a page is rendered, except for `links`, `idPrefix` and `howToReveal`, which are needed
 * then too.
 */
export interface ViewerHost {
  links: ViewerLinks;
  address: ViewerAddress;
  /**
   * Where the viewer's single keys are heard: the document of a page that is the viewer's alone. Null where others have
   * keys too: then they are heard while the focus is in the viewer, which a click gives it.
   */
  keyScope: (() => EventTarget) | null;
  /** Begins every element id and every permalink: of two viewers on a page each has its own. */
  idPrefix: string;
  /** Said where what policies redacted is masked: who may see it, and how. A sentence. */
  howToReveal: string;
  /** Says something in passing, without taking the focus. */
  notify(words: string): void;
  /** Puts a text into the clipboard; false where the browser refuses. */
  copy(text: string): Promise<boolean>;
  /** Hands a text to the reader as a file. */
  download(file: { name: string; text: string }): void;
}

/** Where things are, as addresses that a link can have. */
export interface ViewerLinks {
  call(callId: string): string;
  /** The list of calls: all of them, newest first, or as the view says. */
  list(view?: ListAddress): string;
  /** A comparison, or the page that asks for two calls. */
  compare(choice?: ComparisonAddress): string;
  /** What happens to calls now: to all of them, or as the filters say. */
  live(filters?: LiveFilters): string;
  /** Errors that are the same, each once. */
  errors(shown?: ErrorsAddress): string;
  /** Conversations, those with the newest calls first. */
  sessions(shown?: SessionsAddress): string;
  /** One of them, at its beginning or further on. */
  session(sessionId: string, place?: SessionAddress): string;
  /** Where a call's trace, and its logs, are shown; null where they are nowhere. */
  trace(view: CallView): string | null;
  logs(view: CallView): string | null;
}

/** The address that the reader sees, and copies to show somebody else what they see. */
export interface ViewerAddress {
  read(): { search: string; hash: string };
  /** Puts another address, or a part of one (`?…`, `#…`), in the place of the present one. */
  replace(href: string): void;
  /** The same as a step that the reader can take back. */
  push(href: string): void;
  /** Goes there, as a link does. */
  open(href: string): void;
  /** Tells when the reader changed the address: back, forward, another fragment. Gives the function that ends it. */
  subscribe(listener: () => void): () => void;
}
