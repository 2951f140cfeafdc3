import { diffKeys } from '../diff';
import { sheetKeys, type ShortcutGroup } from '../controls';

export const compareKeys: readonly ShortcutGroup[] = [{ title: 'Differences', keys: diffKeys }, ...sheetKeys];
