import type { ShortcutGroup } from '../controls';

export const errorsKeys: readonly ShortcutGroup[] = [{ title: 'Errors', keys: [['?', 'this sheet']] }];
