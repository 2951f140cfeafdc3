import { like, named } from '../grafana/panel';
import { graph, table } from '../grafana/panels';
import { nowAsTable, series } from '../grafana/queries';
import { signals, type Signal } from '../alerts/signals';
import { dashboardAddress } from './common';

const where = 'environment=~"$environment", provider=~"$provider", model="$watched"';

function band({ name, title, unit, what }: Signal) {
  const of = `{${where}, signal="${name}"}`;
  return graph({
    title: `${title}, and what is usual for it`,
    description: `${what} The grey band is what the last day lets expect: its mean and three standard deviations around it, without the last quarter of an hour. Above it for 15 minutes is told as an alert. It takes an hour of calls to begin. From the recording rules of observability/prometheus.`,
    unit,
    legend: true,
    noValue: 'No calls of that model yet, or Prometheus has not loaded the recording rules',
    overrides: [
      named('usual, at most', {
        'custom.lineWidth': 0,
        'custom.fillBelowTo': 'usual, at least',
        'custom.fillOpacity': 20,
        color: { mode: 'fixed', fixedColor: 'text' },
      }),
      named('usual, at least', {
        'custom.lineWidth': 0,
        'custom.fillOpacity': 0,
        color: { mode: 'fixed', fixedColor: 'text' },
      }),
      like('^now', { 'custom.lineWidth': 2, color: { mode: 'fixed', fixedColor: 'blue' } }),
    ],
    dataLinks: [
      {
        title: 'Calls of this model',
        url: '/d/luthien-call?${__url_time_range}&${environment:queryparam}&var-model=${watched}',
      },
    ],
    queries: [
      series(`max by (environment, provider) (luthien_anomaly:value${of})`, 'now {{provider}} {{environment}}'),
      series(`max(luthien_anomaly:upper${of})`, 'usual, at most'),
      series(`min(luthien_anomaly:lower${of})`, 'usual, at least'),
    ],
  });
}

/** What leaves its band, and the band of each signal for one model. */
export const bandPanels = [
  ...signals.map(band),
  table({
    title: 'Above what is usual now',
    description:
      'Signals of any model that are above their band at the end of the chosen time, by how far: 1 is the band’s upper edge. Empty is good. From the recording rules of observability/prometheus.',
    height: 6,
    noValue: 'Nothing is above its band',
    overrides: [
      named('Value', { displayName: 'Times the upper edge', decimals: 2, 'custom.width': 180 }),
      named('signal', { displayName: 'Signal' }),
      named('provider', { displayName: 'Provider' }),
      named('model', {
        displayName: 'Model',
        links: [
          { title: 'Its bands', url: dashboardAddress('luthien-health', '&var-watched=${__value.raw}') },
          { title: 'Its calls', url: '/d/luthien-call?${__url_time_range}&var-model=${__value.raw}' },
        ],
      }),
      named('environment', { displayName: 'Environment' }),
      named('Time', { 'custom.hidden': true }),
    ],
    queries: [
      nowAsTable(
        'luthien_anomaly:value{environment=~"$environment"} / luthien_anomaly:upper{environment=~"$environment"} > 1',
      ),
    ],
  }),
];
