import { Alert, Button } from '@grafana/ui';
import { testIds } from '../testIds';

interface FailedProps {
  /** What there would be, as in “the calls”. */
  what: string;
  why: string;
}

/** Instead of what could not be had: why, and a way to try again. */
export function Failed({ what, why }: FailedProps) {
  return (
    <Alert title={`Could not load ${what}`} severity="error" data-testid={testIds.failed}>
      <p>{why}</p>
      <Button variant="secondary" size="sm" icon="sync" onClick={() => globalThis.location.reload()}>
        Load again
      </Button>
    </Alert>
  );
}
