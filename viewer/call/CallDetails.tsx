import type { CallView } from '@lens/core/api';
import { useCallback, useState, type ReactNode } from 'react';
import { Tabs, useShortcuts, type Tab } from '../controls';
import { Conversation } from '../conversation';
import { ChangesView, type DiffMode } from '../diff';
import { EventList, eventName } from '../events';
import { usePrinting, useViewer } from '../host';
import { RawBodies } from '../raw';
import { WaterfallChart } from '../waterfall';
import { testIds } from '../testIds';
import { CallHeader, type CallsAround } from './CallHeader';
import { callTabs, readCallTab, type CallTab } from './callTabs';
import { missingBody } from './missingBody';
import { traceLink } from './traceLink';

export interface CallDetailsProps {
  view: CallView;
  /** `ready`, or why the bodies are not there: still on their way, or the words of what went wrong. */
  bodies: 'ready' | 'loading' | { failed: string };
  tab: CallTab;
  tabHref: (tab: CallTab) => string;
  onTab: (tab: CallTab) => void;
  list: CallsAround;
  mode: DiffMode | null;
  onMode: (mode: DiffMode) => void;
  /** What was logged of this call, where the house has logs. */
  logs?: ReactNode;
  /** More to do with this call, beside the header's own buttons. */
  actions?: ReactNode;
}

/** A call's page below the shell: header, tabs, and the view that is in front. */
export function CallDetails(props: CallDetailsProps) {
  const { view, bodies, tab: named, tabHref, onTab, list, logs } = props;
  const tabs = callTabs(view, logs !== undefined);
  // An address from a house with logs may be opened in one that has none.
  const tab = tabs.some(({ id }) => id === named) ? named : readCallTab(null, view.call);
  const visited = useVisited(tab);
  const printing = usePrinting();
  useCallKeys(props, tabs);
  return (
    <>
      <CallHeader view={view} list={list} actions={props.actions} />
      <Tabs label="Views of this call" tabs={tabs} current={tab} href={tabHref} onTab={onTab} />
      <Panel id="changes" title="Changes" current={tab} printed>
        {bodies === 'ready' ? <Changes {...props} tab={tab} /> : <Waiting bodies={bodies} />}
      </Panel>
      {visited.has('conversation') && (
        <Panel id="conversation" title="Conversation" current={tab}>
          {bodies === 'ready' ? <Conversation view={view} /> : <Waiting bodies={bodies} />}
        </Panel>
      )}
      {visited.has('waterfall') && (
        <Panel id="waterfall" title="Waterfall" current={tab}>
          <WaterfallChart view={view} />
        </Panel>
      )}
      <Panel id="events" title="Policy events" current={tab} printed>
        <EventList
          events={view.events}
          whole={visited.has('events') || printing}
          policies={view.call.policies}
          passedThrough={view.call.operation === 'passthrough'}
        />
      </Panel>
      {visited.has('logs') && (
        <Panel id="logs" title="Logs" current={tab}>
          {logs}
        </Panel>
      )}
      {visited.has('raw') && (
        <Panel id="raw" title="Raw" current={tab}>
          {bodies === 'ready' ? <RawBodies view={view} /> : <Waiting bodies={bodies} />}
        </Panel>
      )}
    </>
  );
}

/** Views are made when first looked at and then kept, with their scroll positions and folds. */
function useVisited(tab: CallTab): ReadonlySet<CallTab> {
  const [visited, setVisited] = useState<ReadonlySet<CallTab>>(new Set([tab]));
  if (!visited.has(tab)) setVisited(new Set([...visited, tab]));
  return visited;
}

function useCallKeys({ view, onTab, list }: CallDetailsProps, tabs: readonly Tab<CallTab>[]): void {
  const { links: to, address } = useViewer().host;
  const tabKeys = tabs.map(({ id }, index): [string, () => void] => [String(index + 1), () => onTab(id)]);
  const links: [string, string | null][] = [
    ['[', list.previous?.href ?? null],
    [']', list.next?.href ?? null],
    ['t', traceLink(view, to).href],
    ['l', to.logs(view)],
  ];
  const linkKeys = links.flatMap(([key, href]): [string, () => void][] =>
    href === null ? [] : [[key, () => address.open(href)]],
  );
  useShortcuts(Object.fromEntries([...tabKeys, ...linkKeys]));
}

function Changes({ view, tab, mode, onMode, onTab }: CallDetailsProps) {
  const { callId } = view.call;
  const { element } = useViewer();
  // The same function from draw to draw: the rows are not drawn again when another tab comes to the front.
  const openEvent = useCallback(
    (id: string): void => {
      onTab('events');
      requestAnimationFrame(() => {
        const event = element(eventName(id));
        event?.scrollIntoView({ block: 'center' });
        event?.focus({ preventScroll: true });
      });
    },
    [onTab, element],
  );
  return (
    <ChangesView
      key={callId}
      request={view.request}
      response={view.response}
      events={view.events}
      missing={{ request: missingBody(view, 'request'), response: missingBody(view, 'response') }}
      mode={mode}
      onMode={onMode}
      enabled={tab === 'changes'}
      onOpenEvent={openEvent}
      fileStem={callId}
    />
  );
}

interface PanelProps {
  id: CallTab;
  title: string;
  current: CallTab;
  printed?: boolean;
  children: ReactNode;
}

function Panel({ id, title, current, printed = false, children }: PanelProps) {
  return (
    <section
      className="lens-panel"
      data-testid={testIds.call.panel}
      aria-label={title}
      data-current={id === current}
      data-print={printed}
      aria-hidden={id !== current}
    >
      {printed && <h2 className="lens-print-title">{title}</h2>}
      {children}
    </section>
  );
}

function Waiting({ bodies }: { bodies: 'loading' | { failed: string } }) {
  if (bodies === 'loading') {
    return (
      <p className="lens-waiting" role="status">
        Loading the bodies…
      </p>
    );
  }
  return (
    <p className="lens-panel-note" role="alert">
      The bodies could not be loaded: {bodies.failed}
    </p>
  );
}
