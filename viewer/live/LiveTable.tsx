import type { ActivityGap } from '@lens/core/api';
import { memo } from 'react';
import type { LiveFilters } from '../address';
import { InPlaceLink } from '../controls';
import { formatCount, Time, VisibleText, visibleString } from '../format';
import { useLinks } from '../host';
import { testIds } from '../testIds';
import type { LiveRow } from './liveEntry';
import { WhatHappened } from './WhatHappened';

interface LiveTableProps {
  rows: readonly LiveRow[];
  filters: LiveFilters;
  onFilters: (filters: LiveFilters) => void;
}

/** The messages. A row leads to all of its call; the id in it to the call's page. */
export function LiveTable({ rows, filters, onFilters }: LiveTableProps) {
  return (
    <div className="lens-live-box" role="region" aria-label="Messages" tabIndex={0}>
      <table className="lens-table lens-live">
        <thead>
          <tr>
            <th scope="col" data-column="time">
              Time
            </th>
            <th scope="col" data-column="event">
              Event
            </th>
            <th scope="col" data-column="model">
              Model
            </th>
            <th scope="col" data-column="what">
              What happened
            </th>
            <th scope="col" data-column="call">
              Call
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.message === null ? (
              <GapRow key={row.key} row={row} />
            ) : (
              <MessageRow key={row.key} message={row.message} call={row.call} filters={filters} onFilters={onFilters} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function GapRow({ row }: { row: Extract<LiveRow, { message: null }> }) {
  return (
    <tr className="lens-live-gap" data-testid={testIds.live.gap}>
      <td colSpan={5}>
        <span aria-hidden="true">⋯</span> {gapWords(row.gap)}
      </td>
    </tr>
  );
}

/** That messages are missing, and why. */
function gapWords({ reason, missed }: ActivityGap): string {
  const what =
    missed === null
      ? 'Messages may be missing here'
      : `${formatCount(missed, 'message is', 'messages are')} missing here`;
  return `${what}: ${reasons[reason]}. The list of calls has every call that is recorded.`;
}

const reasons: Record<ActivityGap['reason'], string> = {
  too_old: 'this page was away for longer than the server keeps them',
  restarted: 'the server has started anew',
  redis_away: 'Redis was away, and with it what other gateways said',
  lost: 'another gateway could not send them',
  not_followed: 'nobody followed the other gateways for a while',
};

type MessageRowProps = Omit<Extract<LiveRow, { gap: null }>, 'key' | 'gap'> & Omit<LiveTableProps, 'rows'>;

/** Drawn once, and again only when more becomes known of its call. */
const MessageRow = memo(function MessageRow({ message, call, filters, onFilters }: MessageRowProps) {
  const to = useLinks();
  const { callId, models } = call;
  const followed = { ...filters, call: callId };
  const short = `…${callId.slice(-12)}`;
  return (
    <tr data-testid={testIds.live.row} data-call={callId}>
      <td data-column="time">
        <InPlaceLink
          className="lens-row-link"
          href={to.live(followed)}
          title="Only the messages of this call"
          onFollow={() => onFilters(followed)}
        >
          <Time at={message.timestamp} />
        </InPlaceLink>
      </td>
      <td data-column="event">
        <code>
          <VisibleText text={message.event_type} />
        </code>
      </td>
      <td data-column="model" title={models.map(visibleString).join(' → ')}>
        {models.length === 0 ? <span className="lens-dim">unknown</span> : <VisibleText text={models.join(' → ')} />}
      </td>
      <td data-column="what">
        <WhatHappened message={message} />
      </td>
      <td data-column="call">
        {call.isStored ? (
          <a className="lens-value" href={to.call(callId)} title={`Open the page of call ${callId}`}>
            <code>{short}</code>
          </a>
        ) : (
          <code className="lens-dim" title={`${callId}: its page is there once it is recorded`}>
            {short}
          </code>
        )}
      </td>
    </tr>
  );
});
