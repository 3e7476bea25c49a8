import { type LookUp, lookUp } from './look-up.ts';
import type { Edge, Group, Picture, PictureNode, StepNode } from './picture.ts';

/** A line of the outline by its meaning, and what hangs below it. */
export interface Line {
  readonly parts: readonly Part[];
  readonly below: readonly Line[];
}

/** `name`: an NCCO; `condition`: when it comes to that; `aside`: how it is done; `fault`: what is wrong. */
export interface Part {
  readonly is: 'plain' | 'name' | 'condition' | 'aside' | 'fault';
  readonly text: string;
}

export interface OutlineTrees {
  /** From the call, or from each NCCO that no other one leads to. */
  readonly main: readonly Line[];
  /** What the answer does not lead to. */
  readonly byAddress: readonly Line[];
}

/** Deeper than this an NCCO gets a tree of its own, so that there is room for words. */
const DEEPEST = 6;

const ARROW: Part = { is: 'aside', text: ' → ' };
const COLON: Part = { is: 'aside', text: ': ' };

/** Unfolds the graph into trees: each NCCO once, where it is met first; elsewhere a word that points there. */
export const outlineTrees = (picture: Picture): OutlineTrees => {
  const look = lookUp(picture);
  const unfolding: Unfolding = { look, shown: new Set(), later: new Set() };
  const call = picture.nodes.find(({ kind }) => kind === 'call');
  const main: Line[] = [];
  if (call) {
    const [edge] = look.leaving(call);
    const { parts, below } = follow(unfolding, edge!.to, 0);
    main.push(
      { parts: [{ is: 'condition', text: call.words }, ...afterArrow(parts)], below },
      ...rest(unfolding),
    );
  }
  const led = new Set(picture.edges.filter((edge) => !isWithin(look, edge)).map(({ to }) => to));
  const startsFirst = [
    ...picture.groups.filter(({ entry }) => !led.has(entry)),
    ...picture.groups.filter(({ entry }) => led.has(entry)),
  ];
  const others = startsFirst.flatMap((group) =>
    unfolding.shown.has(group.id) ? [] : [ownTree(unfolding, group), ...rest(unfolding)],
  );
  return call ? { main, byAddress: others } : { main: others, byAddress: [] };
};

interface Unfolding {
  readonly look: LookUp;
  /** The groups that have their place. */
  readonly shown: Set<string>;
  /** Those of them that were met too deep, and come further down. */
  readonly later: Set<Group>;
}

const isWithin = ({ node }: LookUp, { from, to }: Edge): boolean => groupOf(node(from)) === groupOf(node(to));
const groupOf = (node: PictureNode): string | undefined => ('group' in node ? node.group : undefined);

const ownTree = (unfolding: Unfolding, group: Group): Line => {
  unfolding.shown.add(group.id);
  return { parts: [{ is: 'name', text: group.name }, ...fileOf(group)], below: inside(unfolding, group, 0) };
};

/** The trees of what was put off, which may put off more. */
const rest = (unfolding: Unfolding): readonly Line[] => {
  const lines: Line[] = [];
  // A set that grows while it is walked is walked to its new end.
  for (const group of unfolding.later) {
    unfolding.later.delete(group);
    lines.push(ownTree(unfolding, group));
  }
  return lines;
};

const fileOf = ({ file }: Group): readonly Part[] =>
  file === undefined ? [] : [{ is: 'aside', text: ` (${file.replace(/^\.\//, '')})` }];

const afterArrow = (parts: readonly Part[]): readonly Part[] => (parts.length === 0 ? [] : [ARROW, ...parts]);

/** What an edge leads to: words for the end of its line, and what comes below. */
const follow = (unfolding: Unfolding, to: string, depth: number): Line => {
  const { look, shown, later } = unfolding;
  const group = look.groupEnteredAt(to);
  if (!group) return { parts: outsideParts(look.node(to)), below: [] };
  if (later.has(group)) return pointer('↓', group);
  if (shown.has(group.id)) return pointer('↑', group);
  if (depth >= DEEPEST) {
    shown.add(group.id);
    later.add(group);
    return pointer('↓', group);
  }
  shown.add(group.id);
  const name: readonly Part[] = group.isNamed ? [{ is: 'name', text: group.name }] : [];
  return { parts: [...name, ...fileOf(group)], below: inside(unfolding, group, depth) };
};

const pointer = (arrow: '↑' | '↓', { name }: Group): Line => ({
  parts: [{ is: 'name', text: `${arrow} ${name}` }],
  below: [],
});

const outsideParts = (node: PictureNode): readonly Part[] => {
  if (node.kind === 'missing') return [{ is: 'fault', text: node.words }];
  return [{ is: 'plain', text: node.kind === 'server' ? `asks ${node.words}` : node.words }];
};

/** The actions or branches of a group, each with what hangs below it. */
const inside = (unfolding: Unfolding, group: Group, depth: number): readonly Line[] => {
  const { look } = unfolding;
  const lines: Line[] = [];
  let condition: readonly Part[] = [];
  for (const node of look.nodesIn(group)) {
    const edges = look.leaving(node);
    if (node.kind === 'choice') return edges.map((edge) => edgeLine(unfolding, edge, depth + 1));
    if (node.kind === 'nothing' || node.kind === 'missing') {
      lines.push({
        parts: [{ is: node.kind === 'missing' ? 'fault' : 'aside', text: node.words }],
        below: [],
      });
    }
    if (node.kind === 'step') lines.push(stepLine(unfolding, node, condition, depth + 1));
    const next = edges.find(({ kind }) => kind === 'next');
    condition = next?.label === undefined ? [] : [{ is: 'condition', text: next.label }, COLON];
    const after = next && look.node(next.to);
    if (after?.kind === 'end' && node.reached !== 'never')
      lines.push({ parts: [...condition, { is: 'aside', text: after.words }], below: [] });
  }
  return lines;
};

const stepLine = (unfolding: Unfolding, node: StepNode, condition: readonly Part[], depth: number): Line => {
  const ways = unfolding.look.leaving(node).filter(({ kind }) => kind !== 'next');
  const [first] = ways;
  const parts = [...condition, ...stepParts(node)];
  // The one way that is always taken ends the action's own line.
  if (ways.length === 1 && first!.label === undefined) {
    const target = follow(unfolding, first!.to, depth);
    return { parts: [...parts, ...afterArrow(target.parts)], below: target.below };
  }
  return { parts, below: ways.map((edge) => edgeLine(unfolding, edge, depth)) };
};

const stepParts = ({ words, details, fault, reached }: StepNode): readonly Part[] => [
  ...(reached === 'never' ? [{ is: 'fault', text: 'never reached: ' } as const] : []),
  { is: 'plain', text: words },
  ...(details.length > 0 ? [{ is: 'aside', text: ` (${details.join('; ')})` } as const] : []),
  ...(fault === undefined ? [] : [{ is: 'fault', text: ` (${fault})` } as const]),
];

const edgeLine = (unfolding: Unfolding, { to, label }: Edge, depth: number): Line => {
  const { parts, below } = follow(unfolding, to, depth);
  return label === undefined
    ? { parts, below }
    : { parts: [{ is: 'condition', text: label }, ...afterArrow(parts)], below };
};
