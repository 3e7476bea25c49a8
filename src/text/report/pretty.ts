import { markedLine } from '../excerpt.ts';
import { printable, wrap } from '../printable.ts';
import type { SourceText } from '../source-text.ts';
import { countFindings, type FileReport, type Finding, partOf, placeOf, type Severity } from './finding.ts';

/** Paints for the parts of a report; each gives its text back when there are no colours. */
export interface ReportPaints {
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
}

const INDENT = '  ';

/** The report for people: for each finding its place, what, the line with an underline, why, and what to write instead. */
export const prettyReport = (
  files: readonly FileReport[],
  { width, paints }: { readonly width: number; readonly paints: ReportPaints },
): string => {
  const blocks = files.flatMap(({ source, findings }) =>
    findings.map((finding) => `${findingLines(source, finding, width, paints).join('\n')}\n`),
  );
  return `${[...blocks, summaryLine(files, paints)].join('\n')}\n`;
};

const findingLines = (
  source: SourceText,
  finding: Finding,
  width: number,
  paints: ReportPaints,
): readonly string[] => {
  const { range, severity, rule, message, why, suggestion, related } = finding;
  const place = placeOf(source, finding);
  const label = paints[severity](severity);
  return [
    `${paints.strong(printable(place))}  ${label}  ${paints.dim(rule)}`,
    ...words(message, width),
    ...(range ? [markedLine(source, range, { width })] : []),
    ...words(why, width).map(paints.dim),
    ...(suggestion === undefined ? [] : words(`→ ${suggestion}`, width)),
    ...related.flatMap((place) => [
      ...words(relatedWords(place), width).map(paints.dim),
      ...(place.range ? [markedLine(source, place.range, { width })] : []),
    ]),
  ];
};

/** The line follows, or the part of a value is named. */
const relatedWords = (place: Finding['related'][number]): string => {
  const part = partOf(place);
  return part === undefined ? `${place.message}:` : `${place.message}: ${part}`;
};

const words = (text: string, width: number): string[] =>
  wrap(printable(text), Math.max(20, width - INDENT.length)).map((line) => `${INDENT}${line}`);

const summaryLine = (files: readonly FileReport[], paints: ReportPaints): string => {
  const counts = countFindings(files);
  const checked = files.length === 1 ? '1 file' : `${files.length} files`;
  const found = (['error', 'warning', 'info'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${plural(severity, counts[severity])}`);
  if (found.length === 0) return paints.good(`✓ Nothing to mend in ${checked}.`);
  const withFindings = files.filter(({ findings }) => findings.length > 0).length;
  const mark =
    counts.error > 0 ? paints.error('✗') : counts.warning > 0 ? paints.warning('!') : paints.info('i');
  const where = files.length === 1 ? '' : ` in ${withFindings} of ${checked}`;
  return `${mark} ${found.join(', ')}${where}.`;
};

const plural = (severity: Severity, count: number): string =>
  severity === 'info' ? (count === 1 ? 'hint' : 'hints') : count === 1 ? severity : `${severity}s`;
