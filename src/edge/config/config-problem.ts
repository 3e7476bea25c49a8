import { badUsage, type Failure } from '../../failure.ts';
import { markedLine } from '../../text/excerpt.ts';
import { printable, wrap } from '../../text/printable.ts';
import { placeName, type Range, type SourceText, sourceText } from '../../text/source-text.ts';
import { maskSecrets } from './mask-secrets.ts';

/** A fault in the config or in a file that it names. */
export interface ConfigProblem {
  readonly source: SourceText;
  readonly range: Range;
  /** What was found, in one line. */
  readonly message: string;
  /** What is allowed, or what to do. */
  readonly hint?: string | undefined;
  /** Parts of the source that must not be shown. */
  readonly secrets?: readonly Range[];
}

/** With more faults than this nobody reads on; the number of the others is told. */
const MOST_SHOWN = 20;

/** Lines of an error are read as prose: no wider than this, however wide the terminal. */
const WIDEST = 100;

/** All faults of a config as one failure, file by file and in the order of each, with place, excerpt and remedy. */
export const configFailure = (file: string, problems: readonly ConfigProblem[], columns: number): Failure =>
  fileFailure(`the config ${printable(file)}`, problems, columns);

/** The same for another file. @param file with what it is, ready to be printed */
export const fileFailure = (file: string, problems: readonly ConfigProblem[], columns: number): Failure => {
  const width = Math.min(WIDEST, columns);
  const ordered = inOrder(problems);
  const shown = ordered
    .slice(0, MOST_SHOWN)
    .map((problem) => problemText(problem, maskedSource(problem.source, problems), width));
  const others = ordered.length - shown.length;
  if (others > 0) shown.push(`… and ${others} more`);
  const isOne = ordered.length === 1;
  return badUsage({
    what: `${file} has ${isOne ? 'a problem' : `${ordered.length} problems`}`,
    excerpt: shown.join('\n\n'),
    tryThis: isOne ? 'mend it and start again' : 'mend them and start again',
  });
};

/** By file in the order in which files came up, and by place in each. */
const inOrder = (problems: readonly ConfigProblem[]): readonly ConfigProblem[] => {
  const files = [...new Set(problems.map(({ source }) => source.name))];
  // A file that two NCCOs name has its faults once.
  const words = problems.map(({ source, range, message }) => `${source.name}:${range.start}:${message}`);
  const distinct = problems.filter((_problem, index) => words.indexOf(words[index] ?? '') === index);
  const place = ({ source, range }: ConfigProblem) => [files.indexOf(source.name), range.start] as const;
  return distinct.sort((one, other) => place(one)[0] - place(other)[0] || place(one)[1] - place(other)[1]);
};

/** A line that is shown for one fault may hold the secret of another. */
export const maskedSource = (source: SourceText, problems: readonly ConfigProblem[]): SourceText => {
  const secrets = problems.flatMap((problem) => (problem.source === source ? (problem.secrets ?? []) : []));
  return sourceText(source.name, maskSecrets(source.text, secrets));
};

const problemText = (
  { source, range, message, hint }: ConfigProblem,
  masked: SourceText,
  width: number,
): string => {
  const head = `${printable(placeName(source, range.start))}: ${printable(maskSecrets(message))}`;
  const hints = hint === undefined ? [] : wrap(printable(hint), width - 2).map((line) => `  ${line}`);
  // A value has no line to show.
  const line = source.partAt ? [] : [markedLine(masked, range, { width })];
  return [head, ...line, ...hints].join('\n');
};
