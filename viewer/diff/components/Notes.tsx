import type { Degraded, DiffResult } from '@lens/core/diff';
import { useViewer } from '../../host';

const reasons: Record<Degraded['reason'], string> = {
  budget: 'comparing it finely would have taken too long',
  depth: 'it is nested too deeply',
  size: 'it is too large',
};

/** Places listed by name before the rest is only counted. */
const named = 3;

export interface NotesProps {
  masked: boolean;
  diff: DiffResult | null;
  missing: string | null;
}

/** What a reader has to know before they trust what they see. */
export function Notes({ masked, diff, missing }: NotesProps) {
  const { host } = useViewer();
  const degraded = diff?.degraded ?? [];
  return (
    <>
      {missing !== null && <p className="lens-diff-note">{missing}</p>}
      {masked && <p className="lens-diff-note">What policies redacted is masked. {host.howToReveal}</p>}
      {diff?.attribution === 'coarse' && (
        <p className="lens-diff-note">
          There are too many changes to find the policy of each: some name all policies that ran.
        </p>
      )}
      {degraded.length > 0 && <p className="lens-diff-note">{degradedText(degraded)}</p>}
    </>
  );
}

function degradedText(degraded: readonly Degraded[]): string {
  const places = degraded
    .slice(0, named)
    .map(({ path, reason }) => `${path === '' ? 'the body' : path} (${reasons[reason]})`);
  const more = degraded.length - places.length;
  return `The comparison is coarser than usual at ${places.join('; ')}${more > 0 ? `; and at ${more} more places` : ''}.`;
}
