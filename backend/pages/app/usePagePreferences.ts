import { usePreferences } from '@lens/client/kept';
import { useState } from 'react';
import type { Theme } from '../frame/ThemeToggle';
import { preferenceCookies, type PagePreferences } from './preferences';

/** The reader's choices on the pages, theme included. */
export function usePagePreferences(first: PagePreferences) {
  const [theme, setTheme] = useState(first.theme);
  const { data, actions } = usePreferences(first, keep);
  const chooseTheme = (chosen: Theme): void => {
    setTheme(chosen);
    keep({ theme: chosen });
    if (chosen === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen;
  };
  return { data: { ...data, theme }, actions: { ...actions, chooseTheme } };
}

function keep(chosen: Partial<PagePreferences>): void {
  for (const cookie of preferenceCookies(chosen)) document.cookie = cookie;
}
