import { cut, printable } from '../text/printable.ts';
import { lookUp } from './look-up.ts';
import type { Edge, Picture, PictureNode } from './picture.ts';
import { oneLine } from './words/said.ts';

/** More than this makes a box that hides the picture. */
const LABEL_COLUMNS = 120;

/** Pictures as one Mermaid flowchart: a box per action, a frame per NCCO, an arrow per way. */
export const mermaidOf = (pictures: readonly Picture[]): string => {
  const several = pictures.length > 1;
  const lines = pictures.flatMap((picture, index) => pictureLines(picture, several ? `f${index + 1}` : ''));
  return `${['flowchart TD', ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
};

const pictureLines = (picture: Picture, prefix: string): readonly string[] => {
  const { nodesIn } = lookUp(picture);
  const id = (plain: string): string => `${prefix}${plain}`;
  const node = (one: PictureNode): string => `${id(one.id)}${shape(one)}`;
  const unreached = picture.nodes.filter(({ reached }) => reached !== 'yes').map((one) => id(one.id));
  return [
    ...(prefix === '' ? [] : [`%% ${oneLine(printable(picture.name)).replace(/[{}%]/g, ' ')}`]),
    ...picture.nodes.filter((one) => !('group' in one)).map(node),
    ...picture.groups.flatMap((group) => [
      `subgraph ${id(group.id)}["${label(group.name)}"]`,
      ...nodesIn(group).map((one) => `  ${node(one)}`),
      'end',
    ]),
    ...picture.edges.map((edge) => `${id(edge.from)} ${arrow(edge)} ${id(edge.to)}`),
    ...(unreached.length === 0
      ? []
      : [
          `classDef ${id('unreached')} stroke-dasharray: 4 4`,
          ...unreached.map((one) => `class ${one} ${id('unreached')}`),
        ]),
  ];
};

const shape = (node: PictureNode): string => {
  switch (node.kind) {
    case 'call':
    case 'end':
    case 'apology':
      return `(["${label(node.words)}"])`;
    case 'choice':
      return `{"${label(node.words)}"}`;
    case 'server':
      return `[["${label(node.words)}"]]`;
    case 'missing':
    case 'nothing':
      return `>"${label(node.words)}"]`;
    case 'step': {
      const { words, details, fault } = node;
      return `["${label([words, ...(fault === undefined ? details : [fault])].join('; '))}"]`;
    }
    default:
      return node satisfies never;
  }
};

const arrow = ({ kind, label: words }: Edge): string => {
  const line = kind === 'aside' ? '-.->' : '-->';
  return words === undefined ? line : `${line}|"${label(words)}"|`;
};

/** What Mermaid reads as something else inside a quoted label: markup, entities, comments, Markdown, line breaks. */
const SPECIAL = /["#<>&`*_\\%;:()[\]{}|]/g;
/** With these a label would be taken for a line of style, where the colon tells. Elsewhere they read better as they are. */
const STYLE = /style|classDef/i;
const PLAIN_ENOUGH = /[:()[\]{}|;]/;

/** A text as the inside of a quoted label. */
const label = (text: string): string => {
  const line = cut(printable(oneLine(text)), LABEL_COLUMNS);
  // A label must not be empty.
  if (line === '') return ' ';
  const isStyle = STYLE.test(line);
  return line.replace(SPECIAL, (character) =>
    PLAIN_ENOUGH.test(character) && !isStyle ? character : `#${character.charCodeAt(0)};`,
  );
};
