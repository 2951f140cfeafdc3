import type { ShortcutGroup } from '../controls';

export const callsKeys: readonly ShortcutGroup[] = [
  {
    title: 'Calls',
    keys: [
      ['/', 'search'],
      ['j k', 'next, previous call'],
      ['Enter', 'open, or narrow to a value'],
      ['x', 'select for comparison'],
      ['c', 'compare the two selected'],
      ['?', 'this sheet'],
    ],
  },
];
