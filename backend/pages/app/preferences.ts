import type { Preferences } from '@lens/client/kept';
import { readColumns, writeColumns } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import type { Theme } from '../frame/ThemeToggle';

/** What a reader of the pages chose; kept in cookies, so that the first paint already has it. */
export interface PagePreferences extends Preferences {
  theme: Theme;
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const modes: readonly DiffMode[] = ['side', 'unified', 'changes'];

/** Reads the preferences from a `Cookie` header or `document.cookie`; anything unknown is the default. */
export function readPreferences(cookie: string): PagePreferences {
  const cookies = new Map(cookie.split(';').map((pair) => splitOnce(pair)));
  return {
    theme: themes.find((theme) => theme === cookies.get('lens_theme')) ?? 'system',
    mode: modes.find((mode) => mode === cookies.get('lens_diff')) ?? null,
    columns: readColumns(cookies.get('lens_columns')),
  };
}

/** The cookies that keep what was chosen for a year. */
export function preferenceCookies({ theme, mode, columns }: Partial<PagePreferences>): string[] {
  const values = [
    ['lens_theme', theme],
    ['lens_diff', mode],
    ['lens_columns', columns === undefined ? undefined : writeColumns(columns)],
  ];
  return values.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value ?? ''}; Path=/; Max-Age=31536000; SameSite=Lax`],
  );
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
