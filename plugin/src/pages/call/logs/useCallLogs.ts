import { CoreApp, getDefaultTimeRange, LoadingState, type DataQueryError, type PanelData } from '@grafana/data';
import { createQueryRunner } from '@grafana/runtime';
import type { Call } from '@lens/core/api';
import { useEffect, useState } from 'react';
import { t } from '../../../i18n/t';
import { logsQuery, mostLines, timeOf, type LogScope } from './logsOfCall';

interface Asked {
  call: Call;
  lokiUid: string;
  scope: LogScope;
}

const nothingYet: PanelData = { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };

/** The lines of a call, asked for as a panel asks: by Grafana's own data source. */
export function useCallLogs({ call, lokiUid, scope }: Asked) {
  const [found, setFound] = useState(nothingYet);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const runner = createQueryRunner();
    const subscription = runner.get().subscribe((data) => setFound(unmarked(data)));
    runner.run({
      datasource: { type: 'loki', uid: lokiUid },
      queries: [logsQuery(call, scope)],
      timezone: 'browser',
      timeRange: timeOf(call),
      maxDataPoints: mostLines,
      minInterval: null,
      app: CoreApp.Unknown,
    });
    return () => {
      subscription.unsubscribe();
      runner.destroy();
      setFound(nothingYet);
    };
  }, [call, lokiUid, scope, round]);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- What a data source throws is told there alone.
  const error = found.errors?.[0] ?? found.error;
  return {
    data: {
      found,
      lines: found.series.reduce((sum, { length }) => sum + length, 0),
      isLoading: found.state === LoadingState.NotStarted || found.state === LoadingState.Loading,
      failed: error === undefined ? null : wordsOf(error),
    },
    actions: { again: () => setRound((before) => before + 1) },
  };
}

/** What a query looks for is marked in each line: of an id that all lines have it says nothing. */
function unmarked(data: PanelData): PanelData {
  return { ...data, series: data.series.map((frame) => ({ ...frame, meta: { ...frame.meta, searchWords: [] } })) };
}

/** Why there are no lines, and what to do about it. */
function wordsOf({ status, message, data }: DataQueryError): string {
  const said = data?.message ?? data?.error ?? message ?? t('logs.unexplained', 'Loki’s data source did not say why.');
  if (status === 401 || status === 403) {
    return t(
      'logs.forbidden',
      'Grafana does not let you query this Loki: ask an administrator for the permission. ({{said}})',
      { said },
    );
  }
  return said;
}
