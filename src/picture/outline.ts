import { type Line, outlineTrees, type Part } from './outline-tree.ts';
import type { Picture } from './picture.ts';
import { type Paint, type Span, wrapSpans } from './spans.ts';

export type OutlinePaints = Readonly<Record<Part['is'] | 'tree', Paint>>;

export interface OutlineOptions {
  readonly width: number;
  readonly paints: OutlinePaints;
}

/** The picture as an outline for people: trees of sentences, lines no longer than the width. */
export const outline = (picture: Picture, options: OutlineOptions): string => {
  const { main, byAddress } = outlineTrees(picture);
  const blocks = main.map((line) => treeLines(line, options));
  // An NCCO that is all of its file bears the file's name.
  if (picture.groups.length !== 1 || picture.groups[0]?.name !== picture.name) {
    blocks.unshift(wrapSpans([{ text: picture.name, paint: options.paints.aside }], options.width));
  }
  if (byAddress.length > 0) {
    const words = 'The answer does not lead to these; only who asks their address gets them:';
    blocks.push(wrapSpans([{ text: words, paint: options.paints.aside }], options.width));
    blocks.push(...byAddress.map((line) => treeLines(line, options)));
  }
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

/** Words keep so many columns at least, however deep they stand. */
const LEAST_ROOM = 24;

const treeLines = (root: Line, { width, paints }: OutlineOptions): readonly string[] => {
  const spansOf = ({ parts }: Line): readonly Span[] =>
    parts.map(({ is, text }) => ({ text, paint: paints[is] }));
  const lines: string[] = [...wrapSpans(spansOf(root), width)];
  const draw = (line: Line, indent: string, isLast: boolean): void => {
    const room = Math.max(LEAST_ROOM, width - indent.length - 3);
    const inner = `${indent}${isLast ? '   ' : '│  '}`;
    // Under a line that goes on below, its own second line keeps the stem of what hangs there.
    const hanging = line.below.length > 0 ? `${inner}│ ` : inner;
    const [first = '', ...more] = wrapSpans(spansOf(line), line.below.length > 0 ? room - 2 : room);
    lines.push(`${paints.tree(`${indent}${isLast ? '└─ ' : '├─ '}`)}${first}`);
    for (const text of more) lines.push(`${paints.tree(hanging)}${text}`);
    line.below.forEach((below, index) => {
      draw(below, inner, index === line.below.length - 1);
    });
  };
  root.below.forEach((line, index) => {
    draw(line, '', index === root.below.length - 1);
  });
  return lines;
};
