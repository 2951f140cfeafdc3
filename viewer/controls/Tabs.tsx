import { testIds } from '../testIds';
import { InPlaceLink } from './InPlaceLink';

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** How many things it holds; left out when that says nothing. */
  count?: number;
}

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  current: Id;
  href: (id: Id) => string;
  onTab: (id: Id) => void;
}

/** Views of one thing as links, each with its address. */
export function Tabs<Id extends string>({ label, tabs, current, href, onTab }: TabsProps<Id>) {
  return (
    <nav className="lens-tabs lens-no-print" aria-label={label} data-testid={testIds.call.tabs}>
      {tabs.map((tab, index) => (
        <InPlaceLink
          key={tab.id}
          href={href(tab.id)}
          aria-current={tab.id === current ? 'page' : undefined}
          title={`${tab.label} (${index + 1})`}
          onFollow={() => onTab(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="lens-tab-count">{tab.count}</span>}
        </InPlaceLink>
      ))}
    </nav>
  );
}
