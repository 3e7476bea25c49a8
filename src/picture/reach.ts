import type { Edge } from './picture.ts';

/** The nodes to which edges lead from some nodes, these included. */
export const reach = (from: Iterable<string>, edges: readonly Edge[]): ReadonlySet<string> => {
  const ways = new Map<string, string[]>();
  for (const edge of edges) {
    const known = ways.get(edge.from);
    if (known) known.push(edge.to);
    else ways.set(edge.from, [edge.to]);
  }
  const reached = new Set(from);
  // A set that grows while it is walked is walked to its new end.
  for (const node of reached) for (const next of ways.get(node) ?? []) reached.add(next);
  return reached;
};
