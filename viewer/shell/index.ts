export { closeOnEscape } from './closeOnEscape';
export { CopyButton } from './CopyButton';
export { Icon, type IconName } from './Icon';
export type { ShortcutGroup } from './KeyboardSheet';
export { Shell } from './Shell';
export { Tabs, type Tab } from './Tabs';
export type { Theme } from './ThemeToggle';
export { useCopy } from './useCopy';
export { useShortcuts, type Shortcuts } from './useShortcuts';
