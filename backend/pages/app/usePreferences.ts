import { writeColumns, type ColumnId } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import type { Theme } from '../frame/ThemeToggle';
import { useState } from 'react';
import { preferenceCookie, type Preferences } from './preferences';

/** The reader's choices: in force at once, and kept. */
export function usePreferences(initial: Preferences) {
  const [theme, setTheme] = useState(initial.theme);
  const [columns, setColumns] = useState(initial.columns);
  const chooseColumns = (chosen: readonly ColumnId[] | null): void => {
    setColumns(chosen);
    document.cookie = preferenceCookie('lens_columns', writeColumns(chosen));
  };
  const chooseTheme = (chosen: Theme): void => {
    setTheme(chosen);
    document.cookie = preferenceCookie('lens_theme', chosen);
    if (chosen === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen;
  };
  return { data: { theme, columns }, actions: { chooseTheme, chooseColumns, keepMode } };
}

function keepMode(mode: DiffMode): void {
  document.cookie = preferenceCookie('lens_diff', mode);
}
