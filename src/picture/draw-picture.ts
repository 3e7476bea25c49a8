import { type Draft, type DraftGroup, groupProgram, type Target } from './group-program.ts';
import { ownAddress } from './own-address.ts';
import type { Edge, Group, Picture, PictureNode, Reached } from './picture.ts';
import type { Program } from './plan.ts';
import { reach } from './reach.ts';
import type { Step } from './read-step.ts';
import type { Way } from './ways.ts';
import { address } from './words/said.ts';
import { sayCondition } from './words/say-condition.ts';

/** A node whose reach is not known yet. */
type Unreached = PictureNode extends infer N ? (N extends PictureNode ? Omit<N, 'reached'> : never) : never;

/** Nodes get numbers in the order in which they are asked for; outside a group each stands once. */
const newCanvas = () => {
  const nodes: Unreached[] = [];
  const edges: Edge[] = [];
  const once = new Map<string, string>();
  const add = (
    node: Unreached extends infer N ? (N extends Unreached ? Omit<N, 'id'> : never) : never,
  ): string => {
    const id = `n${nodes.length + 1}`;
    // An id and what has none make a node.
    nodes.push({ id, ...node } as Unreached);
    return id;
  };
  return {
    nodes,
    edges,
    add,
    addOnce: (kind: 'end' | 'apology' | 'server' | 'missing', words: string): string => {
      const key = `${kind} ${words}`;
      const known = once.get(key) ?? add({ kind, words });
      once.set(key, known);
      return known;
    },
    link: (from: string, to: string, kind: Edge['kind'], label?: string): void => {
      edges.push({ from, to, kind, ...(label !== undefined && { label }) });
    },
  };
};
type Canvas = ReturnType<typeof newCanvas>;

/** Makes the graph of a program. Any program will do, also one with faults; each NCCO stands in it once. */
export const drawPicture = (program: Program): Picture => {
  const draft = groupProgram(program);
  const canvas = newCanvas();
  const call = draft.answer && canvas.add({ kind: 'call', words: 'a call comes in' });
  const ids = draft.groups.map((group, index) => addNodes(canvas, group, `g${index + 1}`));
  const entryOf = (target: Target): string =>
    // Every group has a node.
    'group' in target ? ids[target.group]![0]! : canvas.addOnce('missing', target.nothing);
  if (call !== undefined && draft.answer) canvas.link(call, entryOf(draft.answer), 'next');
  for (const [index, group] of draft.groups.entries()) linkGroup(canvas, group, ids[index]!, draft, entryOf);
  return finish(program.name, draft, canvas, ids, call);
};

const addNodes = (canvas: Canvas, { name, holds }: DraftGroup, group: string): readonly string[] => {
  switch (holds.kind) {
    case 'steps':
      return holds.steps.map(({ words, details, action, fault }, index) =>
        canvas.add({
          kind: 'step',
          group,
          index,
          words,
          details,
          ...(action !== undefined && { action }),
          ...(fault !== undefined && { fault }),
        }),
      );
    case 'choice':
      return [canvas.add({ kind: 'choice', group, words: name })];
    case 'nothing':
    case 'missing':
      return [canvas.add({ kind: holds.kind, group, words: holds.why })];
    default:
      return holds satisfies never;
  }
};

type EntryOf = (target: Target) => string;

const linkGroup = (
  canvas: Canvas,
  { holds }: DraftGroup,
  ids: readonly string[],
  draft: Draft,
  entryOf: EntryOf,
): void => {
  const end = (): string => canvas.addOnce('end', 'the call ends');
  if (holds.kind === 'steps') {
    holds.steps.forEach((step, index) => {
      linkStep(canvas, step, ids[index]!, () => ids[index + 1] ?? end(), draft, entryOf);
    });
  } else if (holds.kind === 'choice') {
    const [choice] = ids;
    for (const { when, target } of holds.branches) {
      const label = when ? sayCondition(when) : holds.branches.length > 1 ? 'otherwise' : 'always';
      canvas.link(choice!, entryOf(target), 'branch', label);
    }
    if (holds.branches.every(({ when }) => when)) {
      canvas.link(
        choice!,
        canvas.addOnce('apology', 'an apology, then the call ends'),
        'branch',
        'otherwise',
      );
    }
  }
};

const linkStep = (
  canvas: Canvas,
  { ways, goesOn }: Step,
  id: string,
  next: () => string,
  draft: Draft,
  entryOf: EntryOf,
): void => {
  let alwaysReplies = false;
  for (const way of ways) {
    const target = targetOf(way, draft);
    const isOurs = target !== undefined && 'group' in target;
    if (isOurs && goesOn === 'unless-replied') alwaysReplies = true;
    canvas.link(id, target ? entryOf(target) : serverOf(canvas, way), way.kind, way.label);
  }
  if (goesOn === 'never' || alwaysReplies) return;
  canvas.link(id, next(), 'next', goesOn === 'unless-replied' ? 'without an NCCO in the reply' : undefined);
};

/** The NCCO of this program that is asked; undefined when it is somebody else, or a webhook without an NCCO. */
const targetOf = ({ url }: Way, draft: Draft): Target | undefined => {
  const own = ownAddress(url);
  if (own === undefined || own.is === 'slot') return undefined;
  return own.is === 'answer' ? draft.answer : draft.named(own.name);
};

const serverOf = (canvas: Canvas, { url, method }: Way): string =>
  canvas.addOnce('server', url === undefined ? "the application's event URL" : address(url, method));

const finish = (
  name: string,
  draft: Draft,
  { nodes, edges }: Canvas,
  ids: readonly (readonly string[])[],
  call: string | undefined,
): Picture => {
  const entries = ids.map(([entry]) => entry!);
  const byAddress = reach(entries, edges);
  // Where nobody says what answers, each may.
  const byCall = call === undefined ? byAddress : reach([call], edges);
  const reachOf = (id: string): Reached =>
    byCall.has(id) ? 'yes' : byAddress.has(id) ? 'by-address' : 'never';
  const groups = draft.groups.map(
    (group, index): Group => ({
      id: `g${index + 1}`,
      name: group.name,
      isNamed: group.isNamed,
      ...(group.file !== undefined && { file: group.file }),
      entry: entries[index]!,
      reached: reachOf(entries[index]!),
    }),
  );
  return { name, groups, nodes: nodes.map((node) => ({ ...node, reached: reachOf(node.id) })), edges };
};
