import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PanelRenderer } from '@grafana/runtime';
import { Alert, Button, EmptyState, LinkButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { CallView } from '@lens/core/api';
import { useState } from 'react';
import { Loading } from '../../../components/Loading';
import { failedWords } from '../../../components/pageWords';
import { mayExplore } from '../../../grafana/mayExplore';
import { t } from '../../../i18n/t';
import { exploreAddress, logsQuery, mostLines, timeOf, type LogScope } from './logsOfCall';
import { useCallLogs } from './useCallLogs';
import { useSize } from './useSize';

interface CallLogsProps {
  view: CallView;
  lokiUid: string | null;
  /** It keeps what it has while another tab is in front. */
  shown: boolean;
}

/** The lines and records of a call from Loki, in Grafana's own list of log lines. */
export function CallLogs({ view, lokiUid, shown }: CallLogsProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.tab} hidden={!shown}>
      {lokiUid === null ? <NoLoki /> : <Lines view={view} lokiUid={lokiUid} />}
    </div>
  );
}

function NoLoki() {
  return (
    <Alert severity="info" title={t('logs.no-loki.title', 'There is no Loki that you may query')}>
      {t(
        'logs.no-loki.how',
        'Lines and records of calls are in a Loki that the gateway, or a collector, sends them to. Add it as a data source, or ask an administrator for the permission to query the one that is there.',
      )}
    </Alert>
  );
}

const scopes = (): { value: LogScope; label: string; description: string }[] => [
  {
    value: 'call',
    label: t('logs.of-call.label', 'This call'),
    description: t('logs.of-call.description', 'Lines with the id of this call'),
  },
  {
    value: 'trace',
    label: t('logs.of-trace.label', 'Its trace'),
    description: t('logs.of-trace.description', 'Lines of all calls that have the same trace'),
  },
];

function Lines({ view, lokiUid }: { view: CallView; lokiUid: string }) {
  const { call } = view;
  const styles = useStyles2(getStyles);
  const [scope, setScope] = useState<LogScope>('call');
  const { data, actions } = useCallLogs({ call, lokiUid, scope });
  return (
    <>
      <div className={styles.bar}>
        <RadioButtonGroup
          aria-label={t('logs.whose', 'Whose lines')}
          size="sm"
          options={scopes()}
          value={scope}
          onChange={setScope}
        />
        <span className={styles.count} role="status">
          {countWords(data.lines)}
        </span>
        {mayExplore() && (
          <LinkButton
            variant="secondary"
            size="sm"
            icon="compass"
            target="_blank"
            href={exploreAddress(lokiUid, logsQuery(call, scope), timeOf(call))}
          >
            {t('logs.explore', 'Open in Explore')}
          </LinkButton>
        )}
        <Button variant="secondary" size="sm" icon="sync" disabled={data.isLoading} onClick={actions.again}>
          {t('pages.load-again', 'Load again')}
        </Button>
      </div>
      {data.failed !== null ? (
        <Alert severity="error" title={failedWords('logs')}>
          {data.failed}
        </Alert>
      ) : data.lines > 0 ? (
        <LogList found={data.found} />
      ) : data.isLoading ? (
        <Loading what="logs" />
      ) : (
        <EmptyState variant="not-found" message={t('logs.none.title', 'Loki has no line of this call')}>
          {whyNone(view)}
        </EmptyState>
      )}
    </>
  );
}

function countWords(lines: number): string | null {
  if (lines === 0) return null;
  return lines < mostLines
    ? t('logs.lines', '{{count}} lines', { count: lines, defaultValue_one: '{{count}} line' })
    : t('logs.first-lines', '{{count}} lines: the first of more', {
        count: lines,
        defaultValue_one: '{{count}} line: the first of more',
      });
}

function whyNone({ sampling }: CallView): string {
  return sampling?.sampled === false
    ? t(
        'logs.none.sampled-out',
        'It was left out of traces and logs when calls were sampled; everything else of it is in the other tabs.',
      )
    : t(
        'logs.none.why',
        'Lines are there some seconds after the end of a call, and until Loki drops them. Where there are none of any call, nothing sends them: set LOKI_URL of the gateway, or let a collector read its output.',
      );
}

/** As the panel of the dashboard “Call drill-down” has them. */
const options = {
  dedupStrategy: 'none',
  enableLogDetails: true,
  prettifyLogMessage: false,
  showCommonLabels: false,
  showLabels: false,
  showLogContextToggle: false,
  showTime: true,
  sortOrder: 'Ascending',
  wrapLogMessage: true,
};

function LogList({ found }: Pick<ReturnType<typeof useCallLogs>['data'], 'found'>) {
  const styles = useStyles2(getStyles);
  const {
    data: size,
    actions: { measure },
  } = useSize();
  return (
    <div ref={measure} className={styles.list}>
      {size !== null && (
        <PanelRenderer pluginId="logs" title={t('logs.title', 'Logs')} data={found} options={options} {...size} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({ '&[hidden]': { display: 'none' } }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(1.5, 0),
  }),
  count: css({ flex: 1, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  // What is on a page above it takes about as much.
  list: css({ height: 'calc(100vh - 340px)', minHeight: 320, overflow: 'hidden' }),
});
