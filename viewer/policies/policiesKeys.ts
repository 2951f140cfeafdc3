import type { ShortcutGroup } from '../controls';

export const policiesKeys: readonly ShortcutGroup[] = [{ title: 'Policies', keys: [['?', 'this sheet']] }];
