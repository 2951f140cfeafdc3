import { CopyButton } from '../controls';
import { VisibleText } from '../format';
import { FactTable, type FactTableProps } from './FactTable';

export interface Fact {
  name: string;
  /** Left out of the list when null. */
  value: string | null;
  /** An id, which people take elsewhere. */
  copied?: boolean;
}

interface FactListProps {
  facts: readonly Fact[];
  /** One below the other with the values in a column, or one after the other as in a sentence. */
  as: 'column' | 'line';
}

/** What is known of something, or of two things side by side: names and values, which may be anybody's text. */
export function Facts(props: FactListProps | FactTableProps) {
  return props.as === 'table' ? <FactTable {...props} /> : <FactList {...props} />;
}

function FactList({ facts, as }: FactListProps) {
  return (
    <dl className="lens-facts" data-as={as}>
      {facts.map((fact) => (
        <FactItem key={fact.name} {...fact} />
      ))}
    </dl>
  );
}

function FactItem({ name, value, copied = false }: Fact) {
  if (value === null) return null;
  return (
    <div>
      <dt>
        <VisibleText text={name} />
      </dt>
      <dd>
        <code>
          <VisibleText text={value} />
        </code>
        {copied && <CopyButton text={value} what={name.toLowerCase()} />}
      </dd>
    </div>
  );
}
