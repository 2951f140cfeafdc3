import type {
  CallPage,
  CallQuery,
  CompareQuery,
  ErrorList,
  ErrorQuery,
  PolicyList,
  SessionCalls,
  SessionCallsQuery,
  SessionPage,
  SessionQuery,
} from '@lens/core/api';
import type { Auth, Principal } from '../../auth';
import type { PageComparison, PageView } from '../../query';
import type { RequestHandler } from 'express';
import type { Assets } from './assets';

export interface PagesOptions {
  /** Null for a call that does not exist. Bodies of more than `inlineBytes` may be left out; see `inlineBytes` below. */
  loadView(callId: string, reader: Principal, inlineBytes: number): Promise<PageView | null>;
  /** The ids that are unknown when there are any. Large bodies may be left out as with `loadView`. */
  loadComparison(
    query: CompareQuery,
    reader: Principal,
    inlineBytes: number,
  ): Promise<PageComparison | { unknown: string[] }>;
  listCalls(query: CallQuery, reader: Principal): Promise<CallPage>;
  listErrors(query: ErrorQuery): Promise<ErrorList>;
  listPolicies(): Promise<PolicyList>;
  listSessions(query: SessionQuery, reader: Principal): Promise<SessionPage>;
  /** Null for a session that is not there, or not for this reader. */
  loadSession(sessionId: string, query: SessionCallsQuery, reader: Principal): Promise<SessionCalls | null>;
  auth: Pick<Auth, 'authenticate' | 'requireScope' | 'principalOf'>;
  /** The folder of the built scripts and styles (`dist/pages`). */
  assetsDir: string;
  /** Where clients reach the gateway: shown in commands to copy. */
  publicUrl: string;
  /** Where pages are rendered; in place when left out, which keeps everything else in the process waiting. */
  render?: (task: string) => Promise<string>;
  /** How often one reader may ask; as often as he likes when left out. */
  rateLimit?: RequestHandler;
  /** Told about a page that could not be made. */
  onError(error: unknown): void;
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Bodies beyond this, all four together, are not sent with the page: the browser asks for them after the first paint.
   * 256 KB when left out.
   */
  inlineBytes?: number;
}

/** Bodies of together more bytes are asked for by the browser, after the first paint. */
export const defaultInlineBytes = 256_000;

/** What every page is made with. */
export interface PageContext extends PagesOptions {
  render: (task: string) => Promise<string>;
  assets: Assets;
}
