import type { ShortcutGroup } from '../shell';

export const callsKeys: readonly ShortcutGroup[] = [
  {
    title: 'Calls',
    keys: [
      ['/', 'search'],
      ['Tab', 'through calls and their values'],
      ['Enter', 'open, or narrow to a value'],
      ['?', 'this sheet'],
    ],
  },
];
