import { diffKeys } from '../diff';
import type { ShortcutGroup } from '../controls';

export const callKeys: readonly ShortcutGroup[] = [
  {
    title: 'Anywhere',
    keys: [
      ['1 2 3 …', 'views, in their order'],
      ['[ ]', 'previous, next call of the list'],
      ['t', 'open the trace'],
      ['l', 'open the logs'],
      ['?', 'this sheet'],
    ],
  },
  { title: 'Changes', keys: diffKeys },
  {
    title: 'Waterfall',
    keys: [
      ['↑ ↓', 'previous, next span'],
      ['← →', 'fold, unfold'],
      ['Enter', 'attributes'],
    ],
  },
];
