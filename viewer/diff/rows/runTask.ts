import type { Builder } from './builder';
import { addDelta } from './deltas';
import { addGone, addMoved, addOneSided, addRun, noteMove } from './placed';
import type { Task } from './types';
import { addClose, addValue } from './values';

/** Writes the rows of one step; what it returns comes next. */
export function runTask(builder: Builder, task: Task): Task[] {
  switch (task.do) {
    case 'value':
      return addValue(builder, task);
    case 'delta':
      return addDelta(builder, task);
    case 'close':
      addClose(builder, task);
      return [];
    case 'add':
    case 'remove':
      return addOneSided(builder, task);
    case 'move':
      return addMoved(builder, task);
    case 'gone':
      addGone(builder, task);
      return [];
    case 'run':
      addRun(builder, task);
      return [];
    case 'note':
      noteMove(builder, task.at, task.moved);
      return [];
  }
}
