import { positionAt, type Range, type SourceText } from '../source-text.ts';
import { countFindings, type FileReport } from './finding.ts';

/** The report for programs (`--format json`): one object with files, their findings, and the counts. */
export const jsonReport = (files: readonly FileReport[]): string =>
  `${JSON.stringify(
    {
      version: 1,
      counts: countFindings(files),
      files: files.map(({ source, findings }) => ({
        file: source.name,
        findings: findings.map(({ rule, severity, message, why, suggestion, range, related }) => ({
          rule,
          severity,
          message,
          why,
          suggestion,
          ...place(source, range),
          related: related.map((one) => ({ message: one.message, ...place(source, one.range) })),
        })),
      })),
    },
    undefined,
    2,
  )}\n`;

const place = (source: SourceText, range: Range | undefined): object => {
  if (!range) return {};
  const start = positionAt(source, range.start);
  const end = positionAt(source, range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
};
