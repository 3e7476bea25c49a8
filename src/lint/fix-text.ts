import type { Document, ParsedDocument, Path } from '../text/document.ts';
import { applyEdits } from '../text/edit/apply-edits.ts';
import { applySplices, collide, inTextOrder, type Splice } from '../text/edit/splice.ts';
import { nameMadeBy, type TextEditor, textEditor } from '../text/edit/text-editor.ts';
import { parseDocument } from '../text/parse-document.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { type Json, sameJson } from '../vonage/json.ts';
import type { Diagnostic, Edit, Fix } from './diagnostic.ts';

/** A text whose faults were mended as far as that is safe. */
export interface FixedText {
  readonly text: string;
  /** What was mended, in the order of the rounds. */
  readonly mended: readonly Diagnostic[];
  /** Findings of the new text. */
  readonly left: readonly Diagnostic[];
}

/** Says what is wrong with a text. */
export type Lint = (source: SourceText) => readonly Diagnostic[];

/** Mending one fault may show another, but not for so long: after this the rest is left. */
const MOST_ROUNDS = 20;

/**
 * Makes all safe fixes in a text, and lints again, until there is none left. A fix that cannot be made without
 * touching something else, or that leaves its finding where it was, is not made. The text always says afterwards what
 * the fixes say on values, else it stays as it was.
 */
export const fixText = (
  {
    name,
    text,
    language,
  }: { readonly name: string; readonly text: string; readonly language: 'json' | 'yaml' },
  lint: Lint,
): FixedText => {
  const byteOrderMark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const state: State = { name, language, lint, barred: new Set() };
  const mended: Diagnostic[] = [];
  let source = sourceText(name, text);
  let left = lint(source);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = mendOnce(state, source, left);
    if (!next) break;
    mended.push(...next.mended);
    source = next.source;
    left = next.left;
  }
  return { text: mended.length === 0 ? text : byteOrderMark + source.text, mended, left };
};

interface State {
  readonly name: string;
  readonly language: 'json' | 'yaml';
  readonly lint: Lint;
  /** Fixes that were tried and did not mend. */
  readonly barred: Set<string>;
}

interface Round {
  readonly source: SourceText;
  readonly mended: readonly Diagnostic[];
  readonly left: readonly Diagnostic[];
}

/** A finding with a safe fix, and what that does to the text. */
interface Mending {
  readonly diagnostic: Diagnostic;
  readonly edits: readonly Edit[];
  readonly splices: readonly Splice[];
}

/** Undefined when no fix can be made. */
const mendOnce = (state: State, source: SourceText, findings: readonly Diagnostic[]): Round | undefined => {
  const candidates = findings.filter(
    (finding) => finding.fix?.isSafe && !state.barred.has(identityOf(finding)),
  );
  if (candidates.length === 0) return undefined;
  const before = readable(parseDocument(source, state.language));
  if (!before) return undefined;
  const edit = textEditor(source.text, state.language);
  let mendings = withoutCollisions(candidates.flatMap((diagnostic) => mendingOf(edit, diagnostic)));
  while (mendings.length > 0) {
    const after = makeAll(state, before, mendings);
    // Together they say something else than each alone: the first one is made, the others have their turn later.
    if (!after && mendings.length > 1) {
      mendings = firstFaithful(state, before, mendings);
      continue;
    }
    if (!after) return undefined;
    const left = state.lint(after.source);
    const found = new Set(left.map(identityOf));
    const idle = mendings.filter((mending) => isIdle(mending, before, after, found));
    if (idle.length === 0) {
      return { source: after.source, mended: mendings.map(({ diagnostic }) => diagnostic), left };
    }
    for (const { diagnostic } of idle) state.barred.add(identityOf(diagnostic));
    mendings = mendings.filter((mending) => !idle.includes(mending));
  }
  return undefined;
};

const readable = (parsed: ParsedDocument): Document | undefined => (parsed.ok ? parsed : parsed.readable);

const identityOf = ({ rule, path, fix }: Diagnostic): string => JSON.stringify([rule, path, fix?.title]);

const mendingOf = (edit: TextEditor, diagnostic: Diagnostic): readonly Mending[] => {
  // Only findings with a fix are asked for.
  const { edits } = diagnostic.fix as Fix;
  const splices = edit(edits);
  return splices ? [{ diagnostic, edits, splices }] : [];
};

/** Those that have nothing to do with one another; of two that do, the first. */
const withoutCollisions = (mendings: readonly Mending[]): readonly Mending[] => {
  const taken: Splice[] = [];
  const names = new Set<string>();
  return [...mendings]
    .sort((one, other) => startOf(one) - startOf(other))
    .filter(({ edits, splices }) => {
      const made = edits.map(nameMadeBy).flatMap((path) => (path ? [JSON.stringify(path)] : []));
      if (made.some((name) => names.has(name)) || splices.some((splice) => meetsOne(taken, splice)))
        return false;
      for (const name of made) names.add(name);
      for (const splice of splices) taken.splice(firstNotBefore(taken, splice.start), 0, splice);
      return true;
    });
};

const startOf = ({ splices }: Mending): number => splices[0]?.start ?? 0;

const meetsOne = (taken: readonly Splice[], splice: Splice): boolean => {
  const nearest = taken[firstNotBefore(taken, splice.start)];
  return nearest !== undefined && collide(nearest, splice);
};

/** Index of the first one that does not end before an offset; they are in order and do not overlap. */
const firstNotBefore = (taken: readonly Splice[], offset: number): number => {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (taken[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The text with all of them made; undefined when it does not say what they say on values. */
const makeAll = (
  state: State,
  { source, value }: Document,
  mendings: readonly Mending[],
): Document | undefined => {
  const splices = inTextOrder(mendings.flatMap((mending) => mending.splices));
  if (!splices) return undefined;
  const edits = mendings.flatMap((mending) => mending.edits);
  const after = sourceText(state.name, applySplices(source.text, splices));
  const document = readable(parseDocument(after, state.language));
  return document && sameJson(document.value, applyEdits(value, edits)) ? document : undefined;
};

const firstFaithful = (state: State, before: Document, mendings: readonly Mending[]): readonly Mending[] => {
  const first = mendings.find((mending) => makeAll(state, before, [mending]) !== undefined);
  return first ? [first] : [];
};

/** Whether the same is found at the same place as before. A smaller value there is one step of several. */
const isIdle = (
  { diagnostic }: Mending,
  before: Document,
  after: Document,
  found: ReadonlySet<string>,
): boolean => {
  return (
    found.has(identityOf(diagnostic)) &&
    sizeAt(after.value, diagnostic.path) >= sizeAt(before.value, diagnostic.path)
  );
};

const sizeAt = (root: Json, path: Path): number => {
  let value: Json | undefined = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return 0;
    value = (value as Readonly<Record<string | number, Json>>)[step];
  }
  return JSON.stringify(value)?.length ?? 0;
};
