import { formatPath, type Json, type Path } from '../json';
import type { ArrayItem, Change, Delta, ObjectEntry } from './types';

/** The changes of a delta as a reader counts them, in document order of the right side. */
export function flatten(delta: Delta): Change[] {
  const changes: Change[] = [];
  flattenAt(delta, [], [], changes);
  return changes;
}

function flattenAt(delta: Delta, leftPath: Path, rightPath: Path, changes: Change[]): void {
  const here = { path: formatPath(rightPath), leftPath, rightPath };
  switch (delta.kind) {
    case 'same':
      return;
    case 'replace':
      changes.push({ kind: 'replace', ...here, left: delta.left, right: delta.right, ...byOf(delta) });
      return;
    case 'text':
      changes.push({ kind: 'text', ...here, spans: delta.spans, ...byOf(delta) });
      return;
    case 'embedded':
      flattenAt(delta.delta, leftPath, rightPath, changes);
      return;
    case 'object':
      for (const entry of delta.entries) flattenEntry(entry, leftPath, rightPath, changes);
      return;
    case 'array':
      for (const item of delta.items) flattenItem(item, leftPath, rightPath, changes);
  }
}

function flattenEntry(entry: ObjectEntry, leftPath: Path, rightPath: Path, changes: Change[]): void {
  if (entry.kind === 'add') changes.push(addition([...rightPath, entry.key], entry));
  else if (entry.kind === 'remove') changes.push(removal([...leftPath, entry.key], entry));
  else flattenAt(entry.delta, [...leftPath, entry.key], [...rightPath, entry.key], changes);
}

function flattenItem(item: ArrayItem, leftPath: Path, rightPath: Path, changes: Change[]): void {
  switch (item.kind) {
    case 'keep':
    case 'gone':
      return;
    case 'add':
      changes.push(addition([...rightPath, item.right], item));
      return;
    case 'remove':
      changes.push(removal([...leftPath, item.left], item));
      return;
    case 'move':
    case 'change': {
      const left = [...leftPath, item.left];
      const right = [...rightPath, item.right];
      if (item.kind === 'move') {
        changes.push({ kind: 'move', path: formatPath(right), leftPath: left, rightPath: right, ...byOf(item) });
      }
      flattenAt(item.delta, left, right, changes);
    }
  }
}

function addition(rightPath: Path, { value, by }: { value: Json; by?: string[] }): Change {
  return { kind: 'add', path: formatPath(rightPath), rightPath, right: value, ...byOf({ by }) };
}

function removal(leftPath: Path, { value, by }: { value: Json; by?: string[] }): Change {
  return { kind: 'remove', path: formatPath(leftPath), leftPath, left: value, ...byOf({ by }) };
}

function byOf({ by }: { by?: string[] | undefined }): { by?: string[] } {
  return by === undefined ? {} : { by };
}
