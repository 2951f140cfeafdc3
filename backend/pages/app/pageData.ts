import type { CallPage, CallView } from '@lens/core/api';
import type { CallTab } from '@lens/viewer/call';
import type { CallFilters, Position } from '@lens/viewer/calls';
import type { Preferences } from './preferences';

/** What the server renders a call's page from, and the client takes it over with. */
export interface CallPageData {
  view: CallView;
  /** False when the bodies were too large to send along: the client asks for them. */
  complete: boolean;
  tab: CallTab;
  preferences: Preferences;
}

export interface CallsPageData {
  page: CallPage;
  filters: CallFilters;
  position: Position;
  publicUrl: string;
  preferences: Preferences;
}
