import type { Document, ParsedDocument, Path } from '../text/document.ts';
import type { Json } from '../vonage/json.ts';
import { type Checker, type CheckerOptions, makeChecker } from './checker.ts';
import { isTooDeep } from './depth.ts';
import type { Diagnostic } from './diagnostic.ts';
import { depthDiagnostics, problemDiagnostics } from './document-problems.ts';
import { RULES } from './rules.ts';

export type LintOptions = CheckerOptions;

const DEFAULTS: LintOptions = {};

/** Making the rules ready costs as much as many checks; options are objects that callers keep. */
const checkers = new WeakMap<LintOptions, Checker>();

const checkerFor = (options: LintOptions): Checker => {
  const known = checkers.get(options);
  if (known) return known;
  const checker = makeChecker(RULES, options);
  checkers.set(options, checker);
  return checker;
};

/** Lints a value as a backend would send it. Paths lead from its root; there are no ranges. Never throws. */
export const checkNcco = (value: unknown, options: LintOptions = DEFAULTS): Diagnostic[] => {
  const checker = checkerFor(options);
  if (isTooDeep(value)) return depthDiagnostics(checker);
  // Whatever is no JSON value is of no type that an option has.
  return checker.check(value as Json);
};

/** Lints the NCCO at a path of a document that was read already, such as a config. */
export const checkDocument = (
  document: Document,
  path: Path = [],
  options: LintOptions = DEFAULTS,
): Diagnostic[] => checkerFor(options).check(valueIn(document.value, path), document, path);

/** Lints what was read of a text: its faults, and the NCCO that it holds in so far as it can be read. */
export const checkParsed = (parsed: ParsedDocument, options: LintOptions = DEFAULTS): Diagnostic[] => {
  const checker = checkerFor(options);
  if (parsed.ok) return checker.check(parsed.value, parsed);
  const problems = parsed.problems.flatMap((problem) => problemDiagnostics(checker, problem));
  if (!parsed.readable) return problems;
  const diagnostics = checker.check(parsed.readable.value, parsed.readable);
  return [...problems, ...diagnostics].sort(
    (one, other) => (one.range?.start ?? 0) - (other.range?.start ?? 0),
  );
};

/** Lints what was read of a text only for the faults of the text itself. */
export const checkReading = (parsed: ParsedDocument, options: LintOptions = DEFAULTS): Diagnostic[] =>
  parsed.ok ? [] : parsed.problems.flatMap((problem) => problemDiagnostics(checkerFor(options), problem));

const valueIn = (root: Json, path: Path): Json => {
  let value: Json | undefined = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = (value as Readonly<Record<string | number, Json>>)[step];
  }
  return value ?? null;
};
