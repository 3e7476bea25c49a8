import type { Path } from '../document.ts';
import type { Range } from '../source-text.ts';

/** How a scalar is quoted: not at all, or as one of YAML's block scalars. */
export type Quote = '"' | "'" | '' | '|';

/** A value of a text as an editor needs it. JSON and YAML's flow style are one; block style is the other. */
export interface Place {
  readonly kind: 'object' | 'list' | 'scalar' | 'alias' | 'nothing';
  readonly isBlock: boolean;
  /** It stands inside brackets, where fewer texts go without quotes. */
  readonly isInFlow: boolean;
  readonly start: number;
  /** Where the anchor in front of it begins, if it has one. */
  readonly outerStart: number;
  /** Without the line breaks and comments behind it. */
  readonly end: number;
  readonly quote: Quote;
  /** What a scalar says, when it is a text. */
  readonly says?: string;
  /** Other places of the document show this one through an alias. */
  readonly isShared: boolean;
  readonly members: readonly Member[];
  readonly items: readonly Place[];
}

/** A name of an object and its value. */
export interface Member {
  readonly name: string;
  /** Where all of it begins: the key, its anchor, or the `?` in front of it. */
  readonly start: number;
  readonly key: Range & { readonly quote: Quote };
  /** Behind the colon, or behind the key where there is none. */
  readonly colonEnd: number;
  readonly end: number;
  readonly value: Place;
}

/** A text that can be edited. */
export interface EditTree {
  readonly text: string;
  readonly language: 'json' | 'yaml';
  readonly root: Place;
  readonly comments: readonly Range[];
  /** As the text has it. */
  readonly newline: '\n' | '\r\n';
}

/** A place, the member that holds it, and whether a change there is a change there alone. */
export interface Found {
  readonly place: Place;
  readonly member?: Member;
  /** The object that the member is of. */
  readonly owner?: Place;
  /** Neither it nor what it stands in is shown elsewhere. */
  readonly isAlone: boolean;
  /** The same of what it stands in. */
  readonly isOwnerAlone: boolean;
}

/** What is written at a path; undefined when the way leads through an alias, so that it is written elsewhere. */
export const findPlace = (root: Place, path: Path): Found | undefined => {
  let found: Found = { place: root, isAlone: !root.isShared, isOwnerAlone: true };
  for (const step of path) {
    const { place, isAlone } = found;
    // Of two with one name the last one counts.
    const member = place.members.findLast(({ name }) => name === step);
    const inner = member?.value ?? (typeof step === 'number' ? place.items[step] : undefined);
    if (!inner) return undefined;
    found = {
      place: inner,
      ...(member && { member, owner: place }),
      isAlone: isAlone && !inner.isShared,
      isOwnerAlone: isAlone,
    };
  }
  return found;
};

/** Whether a comment would be lost with this stretch. */
export const holdsComment = ({ comments }: EditTree, start: number, end: number): boolean => {
  // They are in the order of the text: the first one that ends behind the start decides.
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (comments[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const first = comments[low];
  return first !== undefined && first.start < end;
};

export const lineStartOf = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line ends, in front of its line break. */
export const lineEndOf = (text: string, offset: number): number => {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' && at > offset ? at - 1 : at;
};

/** The white space that a line begins with. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))![0];

/** Offsets of the lines inside a stretch that begin after its first one. */
export const laterLines = (text: string, { start, end }: Range): readonly number[] => {
  const starts: number[] = [];
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
};
