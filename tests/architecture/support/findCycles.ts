import type { ImportGraph } from './importGraph';

/**
 * Where imports go round: for each knot of files that all lead to each other the shortest way round, as its files in
 * order. A knot may hold several ways; when the one that is told is broken, the next is.
 */
export function findCycles(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const knotted = new Set<string>();
  for (const file of graph.keys()) {
    if (knotted.has(file)) continue;
    const knot = knotOf(graph, file);
    for (const member of knot) knotted.add(member);
    const ways = knot.map((member) => shortestWayRound(graph, member) ?? []);
    const [shortest] = ways.sort((a, b) => a.length - b.length);
    if (shortest !== undefined) cycles.push(shortest);
  }
  return cycles;
}

/** The files that this one leads to and that lead back to it; none when there is no way back. */
function knotOf(graph: ImportGraph, file: string): string[] {
  return [...reached(graph, file)].filter((other) => reached(graph, other).has(file));
}

function reached(graph: ImportGraph, from: string): Set<string> {
  const found = new Set<string>();
  const left = [from];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    for (const { file: next } of graph.get(file) ?? []) {
      if (next === null || found.has(next)) continue;
      found.add(next);
      left.push(next);
    }
  }
  return found;
}

function shortestWayRound(graph: ImportGraph, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const { file: next } of graph.get(file) ?? []) {
      if (next === start) return wayTo(file, cameFrom);
      if (next === null || cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return null;
}

function wayTo(last: string, cameFrom: Map<string, string>): string[] {
  const way = [last];
  for (let file = cameFrom.get(last); file !== undefined; file = cameFrom.get(file)) way.unshift(file);
  return way;
}
