import type { CallPage } from '@lens/core/api';
import type { ListPlace } from '@lens/viewer/address';

/** A page of the list with the view that it is of. */
export interface ListedCalls extends ListPlace {
  page: CallPage;
}
