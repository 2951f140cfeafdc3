export { closeOnEscape } from './closeOnEscape';
export { CopyButton } from './CopyButton';
export { Icon } from './Icon';
export { InPlaceLink } from './InPlaceLink';
export { KeyboardSheet, sheetKeys, type ShortcutGroup } from './KeyboardSheet';
export { Tabs, type Tab } from './Tabs';
export { useCopyAndTell } from './useCopyAndTell';
export { useShortcuts } from './useShortcuts';
