import { Alert, Button } from '@grafana/ui';
import { t } from '../i18n/t';
import { testIds } from '../testIds';
import { failedWords, type Shown } from './pageWords';

interface FailedProps {
  /** What there would be. */
  what: Shown;
  why: string;
}

/** Instead of what could not be had: why, and a way to try again. */
export function Failed({ what, why }: FailedProps) {
  return (
    <Alert title={failedWords(what)} severity="error" data-testid={testIds.failed}>
      <p>{why}</p>
      <Button variant="secondary" size="sm" icon="sync" onClick={() => globalThis.location.reload()}>
        {t('pages.load-again', 'Load again')}
      </Button>
    </Alert>
  );
}
