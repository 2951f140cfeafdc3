import type { ShortcutGroup } from '../controls';

export const liveKeys: readonly ShortcutGroup[] = [
  {
    title: 'Live',
    keys: [
      ['p', 'pause, go on'],
      ['/', 'search ids'],
      ['j k', 'next, previous message; pauses'],
      ['Enter', 'only the messages of its call'],
      ['?', 'this sheet'],
    ],
  },
];
