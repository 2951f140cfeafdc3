import { diffView, logLines, traceView, waterfallView } from '../grafana/panels';
import { call as callQuery, logs, trace } from '../grafana/queries';
import { rowChoice, textInput } from '../grafana/variables';
import { callTable } from './callTable';
import { dashboard, dashboardAddress, usualVariables } from './common';
import { asChosen } from './sqlConditions';

/**
 * Where no call is shown: Tempo answers an empty id with an error, and Loki with every line that has none. As TraceQL it
 * finds nothing, and no trace has it as its id.
 */
const noTrace = '{ false }';

/** Said where its trace and its logs are: an empty panel, or an error of Tempo, would leave people guessing. */
const samplingWords = `CASE WHEN source = 'gateway' THEN '' ELSE 'told of by others; ' END || CASE
    WHEN sampled THEN 'sampled, ' || CASE sampling_reason
      WHEN 'error' THEN 'it failed'
      WHEN 'slow' THEN 'it was slow'
      WHEN 'changed' THEN 'a policy changed it'
      WHEN 'caller' THEN 'its caller keeps the trace'
      ELSE 'by the ratio for routine calls' END
    WHEN NOT sampled THEN 'not sampled, by the ratio for routine calls, so not sent'
    ELSE 'sampling unknown' END`;

/** A trace that was given narrows the calls; the call that is shown says which trace and logs are. */
const callVariables = [
  textInput({
    name: 'traceId',
    label: 'Trace id',
    description: 'Calls of this trace alone; empty for all. Links from traces, exemplars and logs fill it in.',
  }),
  rowChoice(
    { name: 'callId', label: 'Call', description: 'The call that is shown below: the latest, until a row is clicked.' },
    `SELECT call_id FROM dashboards.calls
WHERE CASE WHEN '\${traceId}' = '' THEN ${asChosen}
  ELSE trace_id = '\${traceId}' END
ORDER BY call_id DESC LIMIT 100`,
  ),
  rowChoice(
    { name: 'trace', label: 'Trace of the call', description: 'The trace of the call that is shown.' },
    `SELECT coalesce((SELECT trace_id FROM dashboards.calls WHERE call_id = '\${callId}'), '${noTrace}')`,
    { isHidden: true },
  ),
  rowChoice(
    { name: 'sentTrace', label: 'Trace that was sent', description: 'The same; of a call that was not sampled none.' },
    `SELECT coalesce((SELECT trace_id FROM dashboards.calls
  WHERE call_id = '\${callId}' AND (sampled IS NOT FALSE OR source <> 'gateway')), '${noTrace}')`,
    { isHidden: true },
  ),
  rowChoice(
    {
      name: 'sampling',
      label: 'Sampling',
      description: 'Whether the call that is shown left traces and logs, and why.',
    },
    `SELECT coalesce((SELECT ${samplingWords} FROM dashboards.calls WHERE call_id = '\${callId}'), 'no call')`,
    { isHidden: true },
  ),
];

/** Of a line, which is JSON, what people read; the rest is in its fields, whose `call_id` leads to the call. */
const lineWords = '{{.component}}: {{.message}} {{.payload}}';

/** The list stays as it is: the call alone is another. */
const showHere = [
  {
    title: 'Show below',
    url: dashboardAddress('luthien-call', '&var-callId=${__data.fields["call_id"]}&var-traceId=${traceId}'),
  },
  { title: 'Open in the app', url: '/a/luthien-lens-app/calls/${__data.fields["call_id"]}' },
];

export const call = dashboard('luthien-call', {
  description:
    'One call on one page: choose it in the table, and see what policies changed, its waterfall, its trace and its logs.',
  variables: [...usualVariables, ...callVariables],
  sections: [
    {
      panels: [
        callTable({
          title: 'Calls: click a row to show it below',
          description:
            'The latest calls within what is chosen above, or those of a trace where its id is given. A click shows the call in the panels below, or opens it in the app. From dashboards.calls.',
          where: "('${traceId}' = '' OR trace_id = '${traceId}')",
          links: showHere,
          limit: 100,
          height: 8,
        }),
        diffView({
          title: 'What policies changed in call ${callId}',
          description:
            'The original and the final form of request and response, and which policy made each change. What was redacted is masked for those who may not reveal it. From the gateway, by the data source of the app.',
          links: [{ title: 'Open in the app', url: '/a/luthien-lens-app/calls/${callId}' }],
          queries: [callQuery('${callId}')],
        }),
        waterfallView({
          title: 'Where the time of the call went',
          description:
            'The spans of the call and the phases of its model call; of streams the chunks on both sides. From the gateway, by the data source of the app.',
          links: [{ title: 'Open in the app', url: '/a/luthien-lens-app/calls/${callId}?tab=waterfall' }],
          queries: [callQuery('${callId}')],
        }),
        traceView({
          title: 'Trace of the call: ${sampling}',
          description:
            'Its whole trace, spans of the caller included. Empty where the call was not sampled (docs/traces.md), and for half a minute after the call. From Tempo.',
          queries: [trace('${sentTrace}')],
        }),
        logLines({
          title: 'Logs of the call: ${sampling}',
          description:
            'Its lines and records. Empty where the call was not sampled (docs/logs.md). From Loki, by the trace id.',
          queries: [logs(`{app="luthien-gateway"} | trace_id="\${trace}" | json | line_format "${lineWords}"`)],
        }),
      ],
    },
  ],
});
