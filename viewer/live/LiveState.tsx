import type { ActivityState } from '@lens/core/api';
import { testIds } from '../testIds';
import type { LiveConnection } from './connection';

interface LiveStateProps {
  connection: LiveConnection;
  shared: ActivityState | null;
  rate: number;
  onRetry: () => void;
}

/** Whether what is shown is all there is to see now. */
export function LiveState({ connection, shared, rate, onRetry }: LiveStateProps) {
  const { tone, words, more } = stateOf(connection, shared);
  return (
    <div className="lens-live-state">
      <span role="status" className="lens-status" data-tone={tone} data-testid={testIds.live.state} title={more}>
        <span aria-hidden="true" className="lens-dot" />
        {words}
      </span>
      {connection.state === 'waiting' && (
        <button type="button" className="lens-button lens-small" onClick={onRetry}>
          Try now
        </button>
      )}
      {connection.state === 'live' && <span className="lens-dim lens-live-rate">{ratio(rate)} messages/s</span>}
    </div>
  );
}

function stateOf(connection: LiveConnection, shared: ActivityState | null) {
  switch (connection.state) {
    case 'connecting':
      return { tone: undefined, words: 'Connecting', more: '' };
    case 'refused':
      return { tone: 'error', words: `Not followed: ${connection.why}`, more: connection.why };
    case 'waiting':
      return { tone: 'warning', words: `Connection lost, trying again. ${connection.why}`, more: connection.why };
    case 'live':
      if (shared === null || !shared.shared) return { tone: 'ok', words: 'Live', more: 'The calls of this gateway' };
      return shared.connected
        ? { tone: 'ok', words: 'Live, all gateways', more: 'The calls of all gateways that share the Redis' }
        : {
            tone: 'warning',
            words: 'Live, this gateway alone: Redis is away',
            more: 'The feed of the others goes on when it is back',
          };
  }
}

function ratio(rate: number): string {
  return rate === 0 || rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1);
}
