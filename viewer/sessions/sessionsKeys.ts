import type { ShortcutGroup } from '../controls';

export const sessionsKeys: readonly ShortcutGroup[] = [{ title: 'Sessions', keys: [['?', 'this sheet']] }];
