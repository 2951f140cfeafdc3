import { diffKeys } from '../diff';
import type { ShortcutGroup } from '../controls';

export const compareKeys: readonly ShortcutGroup[] = [
  { title: 'Differences', keys: diffKeys },
  { title: 'Anywhere', keys: [['?', 'this sheet']] },
];
