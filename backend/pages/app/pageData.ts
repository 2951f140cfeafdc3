import type { FirstView } from '@lens/client/call';
import type { ListedCalls } from '@lens/client/calls';
import type { FirstComparison } from '@lens/client/compare';
import type { ErrorGroup, PackedCallView, PolicyList, SessionCalls, SessionPage } from '@lens/core/api';
import type { CompareChoice, ErrorsAddress, LiveFilters, SessionAddress, SessionsAddress } from '@lens/viewer/address';
import type { CallTab } from '@lens/viewer/call';
import type { PickerProblem } from '@lens/viewer/compare';
import type { PagePreferences } from './preferences';

/** Whom every page is made for. */
export interface ReaderData {
  preferences: PagePreferences;
  /** Who is signed in; null for who sent a token, and has nothing to sign out of. */
  signedInAs: string | null;
}

/** What a call's page is rendered from, on the server and in the browser. */
export interface CallPageData extends FirstView, ReaderData {
  tab: CallTab;
  /** The reader may give scores. */
  mayScore: boolean;
  /** The call before it in the same session; null without one. */
  previousCallId: string | null;
}

/** The same as it is sent with the page. */
export interface SentCallPage extends Omit<CallPageData, 'view'> {
  view: PackedCallView;
}

export interface CallsPageData extends ListedCalls, ReaderData {
  publicUrl: string;
}

export interface LivePageData extends ReaderData {
  filters: LiveFilters;
  publicUrl: string;
}

export interface ErrorsPageData extends ReaderData {
  groups: ErrorGroup[];
  shown: ErrorsAddress;
}

export interface PoliciesPageData extends ReaderData {
  list: PolicyList;
}

export interface SessionsPageData extends ReaderData {
  page: SessionPage;
  shown: SessionsAddress;
}

export interface SessionPageData extends ReaderData {
  page: SessionCalls;
  place: SessionAddress;
}

export interface ComparedCalls extends FirstComparison {
  choice: CompareChoice;
}

export interface ComparePageData extends ReaderData {
  /** Null while there are not two calls to compare. */
  compared: ComparedCalls | null;
  /** What the address named, as it was written, and what is wrong with it. */
  asked: { a: string; b: string; problem: PickerProblem | null };
}
