import type { Preferences } from '@lens/client/kept';
import { readColumns, writeColumns } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Theme } from '../frame/ThemeToggle';

/** What a reader of the pages chose; kept in cookies, so that the first paint already has it. */
export interface PagePreferences extends Preferences {
  theme: Theme;
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const modes: readonly DiffMode[] = ['side', 'unified', 'changes'];

/** Reads the preferences from a `Cookie` header or `document.cookie`; anything unknown is the default. */
export function readPreferences(cookie: string): PagePreferences {
  const cookies = parseCookie(cookie);
  return {
    theme: themes.find((theme) => theme === cookies['lens_theme']) ?? 'system',
    mode: modes.find((mode) => mode === cookies['lens_diff']) ?? null,
    columns: readColumns(cookies['lens_columns']),
  };
}

const yearSeconds = 31_536_000;

/** The cookies that keep what was chosen for a year. */
export function preferenceCookies({ theme, mode, columns }: Partial<PagePreferences>): string[] {
  const values = {
    lens_theme: theme,
    lens_diff: mode,
    lens_columns: columns === undefined ? undefined : writeColumns(columns),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : stringifySetCookie({ name, value: value ?? '', path: '/', maxAge: yearSeconds, sameSite: 'lax' }),
  );
}
