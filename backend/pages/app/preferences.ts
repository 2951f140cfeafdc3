import { readColumns, type ColumnId } from '@lens/viewer/calls';
import type { DiffMode } from '@lens/viewer/diff';
import type { Theme } from '../frame/ThemeToggle';

/** What a reader chose and keeps; in cookies, so that the first paint already has it. */
export interface Preferences {
  theme: Theme;
  /** Null while the width decides. */
  mode: DiffMode | null;
  /** Columns of the list; null while the width decides. */
  columns: readonly ColumnId[] | null;
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const modes: readonly DiffMode[] = ['side', 'unified', 'changes'];

/** Reads the preferences from a `Cookie` header or `document.cookie`; anything unknown is the default. */
export function readPreferences(cookie: string): Preferences {
  const cookies = new Map(cookie.split(';').map((pair) => splitOnce(pair)));
  return {
    theme: themes.find((theme) => theme === cookies.get('lens_theme')) ?? 'system',
    mode: modes.find((mode) => mode === cookies.get('lens_diff')) ?? null,
    columns: readColumns(cookies.get('lens_columns')),
  };
}

/** The cookie that keeps one preference for a year. */
export function preferenceCookie(name: 'lens_theme' | 'lens_diff' | 'lens_columns', value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
