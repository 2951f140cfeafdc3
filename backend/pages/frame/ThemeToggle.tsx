import { Icon } from '@lens/viewer/controls';

export type Theme = 'system' | 'light' | 'dark';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

interface ThemeToggleProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
}

/** Goes round system, light, dark. */
export function ThemeToggle({ theme, onTheme }: ThemeToggleProps) {
  const label = `Theme: ${theme}. Change to ${next[theme]}`;
  return (
    <button type="button" className="lens-button lens-quiet" title={label} onClick={() => onTheme(next[theme])}>
      <Icon name={theme} />
      <span className="lens-unseen">{label}</span>
    </button>
  );
}
