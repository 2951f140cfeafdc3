import { formatPath, type Json, type Path } from '../json';
import type { ArrayItem, Change, Delta, ObjectEntry } from './types';

/** A path as a list and as text; the text grows with the list, since formatting all of it for each change adds up. */
interface Trail {
  path: Path;
  text: string;
}

/** The changes of a delta as a reader counts them, in document order of the right side. */
export function flatten(delta: Delta): Change[] {
  const changes: Change[] = [];
  const root = { path: [], text: '' };
  flattenAt(delta, root, root, changes);
  return changes;
}

function along(trail: Trail, step: string | number): Trail {
  const text = typeof step === 'number' ? `[${step}]` : formatPath([step]);
  const separator = trail.text === '' || text.startsWith('[') ? '' : '.';
  return { path: [...trail.path, step], text: trail.text + separator + text };
}

/** Both trails one step on. Mostly they are the same one, and then it is only made once. */
function alongBoth(left: Trail, right: Trail, from: string | number, to: string | number): [left: Trail, right: Trail] {
  const there = along(right, to);
  return [left === right && from === to ? there : along(left, from), there];
}

function flattenAt(delta: Delta, left: Trail, right: Trail, changes: Change[]): void {
  const here = { path: right.text, leftPath: left.path, rightPath: right.path };
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
      // Equal as JSON: what changed is the text around the values.
      if (delta.delta.kind !== 'same') flattenAt(delta.delta, left, right, changes);
      else if (delta.left !== delta.right) {
        changes.push({ kind: 'replace', ...here, left: delta.left, right: delta.right });
      }
      return;
    case 'object':
      for (const entry of delta.entries) flattenEntry(entry, left, right, changes);
      return;
    case 'array':
      for (const item of delta.items) flattenItem(item, left, right, changes);
  }
}

function flattenEntry(entry: ObjectEntry, left: Trail, right: Trail, changes: Change[]): void {
  if (entry.kind === 'add') changes.push(addition(along(right, entry.key), entry));
  else if (entry.kind === 'remove') changes.push(removal(along(left, entry.key), entry));
  else flattenAt(entry.delta, ...alongBoth(left, right, entry.key, entry.key), changes);
}

function flattenItem(item: ArrayItem, left: Trail, right: Trail, changes: Change[]): void {
  switch (item.kind) {
    case 'keep':
    case 'gone':
      return;
    case 'add':
      changes.push(addition(along(right, item.right), item));
      return;
    case 'remove':
      changes.push(removal(along(left, item.left), item));
      return;
    case 'move':
    case 'change': {
      const [from, to] = alongBoth(left, right, item.left, item.right);
      if (item.kind === 'move') {
        changes.push({ kind: 'move', path: to.text, leftPath: from.path, rightPath: to.path, ...byOf(item) });
      }
      flattenAt(item.delta, from, to, changes);
    }
  }
}

function addition(right: Trail, { value, by }: { value: Json; by?: string[] }): Change {
  return { kind: 'add', path: right.text, rightPath: right.path, right: value, ...byOf({ by }) };
}

function removal(left: Trail, { value, by }: { value: Json; by?: string[] }): Change {
  return { kind: 'remove', path: left.text, leftPath: left.path, left: value, ...byOf({ by }) };
}

function byOf({ by }: { by?: string[] | undefined }): { by?: string[] } {
  return by === undefined ? {} : { by };
}
