import { store } from '@grafana/data';
import { usePreferences, type Preferences } from '@lens/client/kept';
import { readColumns, writeColumns } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import { appId } from '../constants';

const modes: readonly DiffMode[] = ['side', 'unified', 'changes'];
const keys = { mode: `${appId}.diff`, columns: `${appId}.columns` };

/** What the reader chose of how calls are shown, kept in this browser. */
export function useGrafanaPreferences() {
  return usePreferences(read(), keep);
}

function read(): Preferences {
  return {
    mode: modes.find((mode) => mode === kept(keys.mode)) ?? null,
    columns: readColumns(kept(keys.columns)),
  };
}

function keep({ mode, columns }: Partial<Preferences>): void {
  if (mode !== undefined) store.set(keys.mode, mode);
  if (columns !== undefined) store.set(keys.columns, writeColumns(columns));
}

function kept(key: string): string | undefined {
  const text: unknown = store.get(key);
  return typeof text === 'string' ? text : undefined;
}
