import { isObject, type Json } from '../../json';

/** Scalars and empty containers inside a value, on any depth. */
export function countLeaves(value: Json): number {
  let leaves = 0;
  const stack: Json[] = [value];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const children = childrenOf(next);
    if (children.length === 0) leaves++;
    for (const child of children) {
      if (typeof child === 'object' && child !== null) stack.push(child);
      else leaves++;
    }
  }
  return leaves;
}

function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
