import type { Call } from '@lens/core/api';
import { CopyButton } from '../controls';
import { Facts } from '../facts';
import { useLinks } from '../host';
import { comparedFacts } from './comparedFacts';

interface CompareFactsProps {
  a: Call;
  b: Call;
}

/** Two calls' figures side by side. */
export function CompareFacts({ a, b }: CompareFactsProps) {
  const heads = { a: <CallName name="A" call={a} />, b: <CallName name="B" call={b} /> };
  return <Facts as="table" facts={comparedFacts(a, b)} heads={heads} label="Figures of both calls" />;
}

function CallName({ name, call }: { name: string; call: Call }) {
  const to = useLinks();
  return (
    <>
      <b className="lens-compared-name">{name}</b> <a href={to.call(call.callId)}>{call.callId}</a>
      <CopyButton text={call.callId} what={`id of call ${name}`} />
    </>
  );
}
