import { positionAt, type SourceText } from '../source-text.ts';
import { countFindings, type FileReport, type FindingPlace, partOf } from './finding.ts';

/** The report for programs (`--format json`): one object with files, their findings, and the counts. */
export const jsonReport = (files: readonly FileReport[]): string =>
  `${JSON.stringify(
    {
      version: 1,
      counts: countFindings(files),
      files: files.map(({ source, findings }) => ({
        file: source.name,
        findings: findings.map(({ rule, severity, message, why, suggestion, range, path, related }) => ({
          rule,
          severity,
          message,
          why,
          suggestion,
          ...place(source, { range, path }),
          related: related.map((one) => ({ message: one.message, ...place(source, one) })),
        })),
      })),
    },
    undefined,
    2,
  )}\n`;

const place = (source: SourceText, where: FindingPlace): object => {
  const { range } = where;
  if (!range) return { path: partOf(where) };
  const start = positionAt(source, range.start);
  const end = positionAt(source, range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
};
