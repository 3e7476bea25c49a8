import type { Edge, Group, Picture, PictureNode } from './picture.ts';

/** A picture by its ids. */
export interface LookUp {
  readonly node: (id: string) => PictureNode;
  /** The group that a node is the entry of. */
  readonly groupEnteredAt: (id: string) => Group | undefined;
  /** In their order. */
  readonly nodesIn: (group: Group) => readonly PictureNode[];
  /** The edges that leave a node, in their order. */
  readonly leaving: (node: PictureNode) => readonly Edge[];
}

export const lookUp = ({ nodes, groups, edges }: Picture): LookUp => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const byEntry = new Map(groups.map((group) => [group.entry, group]));
  const members = groupedBy(nodes, (node) => ('group' in node ? node.group : ''));
  const leaving = groupedBy(edges, ({ from }) => from);
  return {
    // Edges lead to nodes of the same picture.
    node: (id) => byId.get(id)!,
    groupEnteredAt: (id) => byEntry.get(id),
    nodesIn: ({ id }) => members.get(id) ?? [],
    leaving: ({ id }) => leaving.get(id) ?? [],
  };
};

const groupedBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const grouped = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = grouped.get(key);
    if (known) known.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
};
