import { positionAt, type SourceText } from '../source-text.ts';
import {
  countFindings,
  type FileReport,
  type Finding,
  type FindingPlace,
  mendingOf,
  partOf,
} from './finding.ts';

/** The report for programs (`--format json`): one object with files, their findings, and the counts. */
export const jsonReport = (files: readonly FileReport[]): string =>
  `${JSON.stringify(
    {
      version: 1,
      counts: countFindings(files),
      files: files.map((file) => ({
        file: file.source.name,
        findings: file.findings.map((finding) => findingOf(file, finding)),
      })),
    },
    undefined,
    2,
  )}\n`;

const findingOf = (file: FileReport, finding: Finding): object => {
  const { rule, severity, message, why, suggestion, range, path, related } = finding;
  const mending = mendingOf(file, finding);
  return {
    rule,
    severity,
    message,
    why,
    suggestion,
    ...(mending !== undefined && { fixable: true, fix: mending }),
    ...place(file.source, { range, path }),
    related: related.map((one) => ({ message: one.message, ...place(file.source, one) })),
  };
};

const place = (source: SourceText, where: FindingPlace): object => {
  const { range } = where;
  if (!range) return { path: partOf(where) };
  const start = positionAt(source, range.start);
  const end = positionAt(source, range.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
};
