import type { CallPage, CallView, PackedCallView } from '@lens/core/api';
import type { CallTab } from '@lens/viewer/call';
import type { CallFilters, Position } from '@lens/viewer/calls';
import type { Preferences } from './preferences';

/** What a call's page is rendered from, on the server and in the browser. */
export interface CallPageData {
  view: CallView;
  /** False when the bodies were too large to send along: the client asks for them. */
  complete: boolean;
  tab: CallTab;
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
