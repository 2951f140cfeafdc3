import type { CallComparison, CallPage, CallView, PackedCallView } from '@lens/core/api';
import type { CallTab } from '@lens/viewer/call';
import type { CallFilters, CompareChoice, Position } from '@lens/viewer/address';
import type { PickerProblem } from '@lens/viewer/compare';
import type { Preferences } from './preferences';

/** What a call's page is rendered from, on the server and in the browser. */
export interface CallPageData {
  view: CallView;
  /** False when the bodies were too large to send along: the client asks for them. */
  complete: boolean;
  tab: CallTab;
  /** The call before it in the same session; null without one. */
  previousCallId: string | null;
  preferences: Preferences;
}

/** The same as it is sent with the page. */
export interface SentCallPage extends Omit<CallPageData, 'view'> {
  view: PackedCallView;
}

export interface CallsPageData {
  page: CallPage;
  filters: CallFilters;
  position: Position;
  publicUrl: string;
  preferences: Preferences;
}

export interface ComparedCalls {
  comparison: CallComparison;
  choice: CompareChoice;
  /** False when the bodies were too large to send along: the client asks for them. */
  complete: boolean;
}

export interface ComparePageData {
  /** Null while there are not two calls to compare. */
  compared: ComparedCalls | null;
  /** What the address named, as it was written, and what is wrong with it. */
  asked: { a: string; b: string; problem: PickerProblem | null };
  preferences: Preferences;
}
