import type { CallPage } from '@lens/core/api';
import type { CallFilters, Position } from '@lens/viewer/address';

/** A view of the list, as an address names it. */
export interface ListPlace {
  filters: CallFilters;
  position: Position;
}

/** A page of the list with the view that it is of. */
export interface ListedCalls extends ListPlace {
  page: CallPage;
}
