import type { Call } from '@lens/core/api';
import { formatCost, formatDuration, formatTokens, VisibleText, visibleString } from '../format';
import { useLinks } from '../host';

/** What a call took: time, first token, tokens, money; who made it. */
export function CallFacts({ call }: { call: Call }) {
  const first = firstPart(call);
  const to = useLinks();
  return (
    <>
      <span>
        <b>{formatDuration(call.durationMs)}</b>
        {first !== null && <span className="lens-dim"> · {first}</span>}
      </span>
      <Tokens usage={call.usage} />
      <Cost call={call} />
      {call.userHash !== null && <Who label="user" id={call.userHash} />}
      {call.sessionId !== null && <Who label="session" id={call.sessionId} href={to.session(call.sessionId)} />}
    </>
  );
}

/** Where a stream's first token was not told, its first chunk is; they are not the same. */
function firstPart({ stream, firstTokenMs, firstByteMs }: Call): string | null {
  if (firstTokenMs !== null) return `first token ${formatDuration(firstTokenMs)}`;
  return stream && firstByteMs !== null ? `first chunk ${formatDuration(firstByteMs)}` : null;
}

function Tokens({ usage }: { usage: Call['usage'] }) {
  if (usage.inputTokens === null && usage.outputTokens === null) {
    return (
      <span>
        <span className="lens-dim">tokens</span> unknown
      </span>
    );
  }
  const notes = [
    usage.cacheReadTokens ? `${formatTokens(usage.cacheReadTokens)} cached` : null,
    ...cacheWrites(usage),
    usage.reasoningTokens ? `${formatTokens(usage.reasoningTokens)} reasoning` : null,
  ].filter((note) => note !== null);
  return (
    <span>
      <b>
        {formatTokens(usage.inputTokens)} → {formatTokens(usage.outputTokens)}
      </b>{' '}
      <span className="lens-dim">tokens{notes.length > 0 && ` (${notes.join(', ')})`}</span>
    </span>
  );
}

/** Apart where the provider tells them apart: an hour in the cache costs more than five minutes. */
function cacheWrites({ cacheWriteTokens, cacheWrite5mTokens, cacheWrite1hTokens }: Call['usage']): (string | null)[] {
  const written = (tokens: number | null, kept = '') =>
    tokens ? `${formatTokens(tokens)} written to cache${kept}` : null;
  if (!cacheWrite5mTokens && !cacheWrite1hTokens) return [written(cacheWriteTokens)];
  return [written(cacheWrite5mTokens, ' for 5 minutes'), written(cacheWrite1hTokens, ' for an hour')];
}

/** Why nobody knows what a call costs, and what to do about it. */
const whyUnknown: Readonly<Record<NonNullable<Call['costUnknown']>, string>> = {
  model: 'The price table does not have this model: give its prices in the configuration.',
  tier: 'The price table has no prices for this service tier: give them in the configuration.',
  price: 'The price table lacks the price of a class of tokens: give it in the configuration.',
  usage: 'The provider did not tell the tokens.',
};

/** Of a call that nobody bills nothing is said. */
function Cost({ call: { costUsd, costBasis, costUnknown } }: { call: Call }) {
  if (costUsd !== null) {
    return (
      <span>
        <b>{formatCost(costUsd)}</b>
        {costBasis === 'estimated' && <span className="lens-dim"> estimated</span>}
      </span>
    );
  }
  if (costUnknown === null) return null;
  return (
    <span title={whyUnknown[costUnknown]}>
      <span className="lens-dim">cost</span> unknown
    </span>
  );
}

function Who({ label, id, href }: { label: string; id: string; href?: string }) {
  const shown = (
    <code>
      <VisibleText text={id.length > 12 ? `${id.slice(0, 8)}…` : id} />
    </code>
  );
  return (
    <span title={`${label} ${visibleString(id)}`}>
      <span className="lens-dim">{label}</span> {href === undefined ? shown : <a href={href}>{shown}</a>}
    </span>
  );
}
