import type { CallRecord } from '../../call';
import { storedColumns } from '../columns/callColumns';
import { rowOf } from '../columns/column';
import type { CallRow } from '../rows';
import { searchText } from '../search/searchText';
import type { Conversation } from '../transcript/transcripts';

/** What lists and searches know of a call. Of one in a conversation the words of what is new in it are kept for search. */
export function callRow(record: CallRecord, conversation: Pick<Conversation, 'textsOf'> | null = null): CallRow {
  const { partial, request, response } = record;
  const [asked, answered] = [request, response].map(
    (direction) => direction && (direction.final ?? direction.original),
  );
  const known = asked ? conversation?.textsOf(asked.raw) : undefined;
  // Of bodies that nobody read there are no words.
  const text = partial ? '' : searchText(answered?.json ?? null, asked?.json ?? null, known);
  return { ...rowOf(storedColumns, record), searchText: text };
}
