import { VisibleText } from './VisibleText';

/** As much of an id as tells it from others beside it. */
export function ShortId({ id }: { id: string }) {
  return (
    <code>
      <VisibleText text={id.length > 10 ? `${id.slice(0, 8)}…` : id} />
    </code>
  );
}
