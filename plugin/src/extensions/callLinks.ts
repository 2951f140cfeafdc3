// In `module.js`, which Grafana loads ahead of our pages: nothing heavy is imported here.
import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { appPath } from '../constants';

type AddedLink<Context extends object> = PluginExtensionAddedLinkConfig<Context>;

/** The attribute of spans, and the field of log lines, that name a call. */
const spanAttribute = 'luthien.call_id';
const logField = 'call_id';

interface Trace {
  traceID: string;
  spans: { tags?: { key: string; value: unknown }[] }[];
}

/** In the header of a trace, in dashboards too: to its call, or to the list of its calls. */
export const traceLink: AddedLink<Trace> = {
  title: 'Open call in Luthien Lens',
  description: 'What the gateway changed in the call of this trace, and why',
  targets: [PluginExtensionPoints.TraceViewHeaderActions],
  icon: 'exchange-alt',
  // With a path Grafana would open a new tab, at an address without the path that it may be served under.
  onClick: (_event, { context }) => {
    if (context !== undefined) locationService.push(placeOf(context));
  },
  configure: (trace) => {
    const count = trace === undefined ? 0 : callsOf(trace).length;
    if (count === 0) return undefined;
    return count === 1 ? {} : { title: `Open ${count} calls in Luthien Lens` };
  },
};

interface Attributes {
  attributes?: Record<string, string[]>;
  spanAttributes?: Record<string, string[]>;
}

const callLink = {
  title: 'Open this call in Luthien Lens',
  description: 'What the gateway changed in this call, and why',
  path: `${appPath}/calls`,
  icon: 'exchange-alt',
} satisfies Partial<AddedLink<Attributes>>;

/** The value of a span's attribute as a link. Grafana makes it of the attribute that the category names. */
export const spanLink: AddedLink<Attributes> = {
  ...callLink,
  targets: [PluginExtensionPoints.TraceViewResourceAttributes],
  category: spanAttribute,
  configure: (context) =>
    pathTo(context?.spanAttributes?.[spanAttribute]?.[0] ?? context?.attributes?.[spanAttribute]?.[0]),
};

/** The same of a field of a log line. */
export const logLink: AddedLink<Attributes> = {
  ...callLink,
  targets: [PluginExtensionPoints.LogsViewResourceAttributes],
  category: logField,
  configure: (context) => pathTo(context?.attributes?.[logField]?.[0]),
};

function pathTo(callId: string | undefined): { path: string } | undefined {
  return callId === undefined || callId === '' ? undefined : { path: `${appPath}/calls/${encodeURIComponent(callId)}` };
}

function placeOf(trace: Trace): string {
  const [call, another] = callsOf(trace);
  if (call !== undefined && another === undefined) return `${appPath}/calls/${encodeURIComponent(call)}`;
  return `${appPath}/open?${new URLSearchParams({ traceId: trace.traceID }).toString()}`;
}

/** The ids that the spans of a trace name, each once. */
function callsOf({ spans }: Trace): string[] {
  const ids = spans.flatMap(({ tags = [] }) =>
    tags.filter(({ key }) => key === spanAttribute).map(({ value }) => value),
  );
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))];
}
