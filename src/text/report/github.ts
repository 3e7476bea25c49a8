import { positionAt } from '../source-text.ts';
import { type FileReport, partOf, type Severity } from './finding.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The report as annotations of a GitHub workflow run (`--format github`): one workflow command a finding. */
export const githubReport = (files: readonly FileReport[]): string =>
  files
    .flatMap(({ source, findings }) =>
      findings.map((finding) => {
        const { severity, rule, message, why, suggestion, range } = finding;
        const part = partOf(finding);
        const start = positionAt(source, range?.start ?? 0);
        const end = positionAt(source, range?.end ?? 0);
        const properties = [
          `file=${property(source.name)}`,
          // Without a line it is an annotation of the file: which part of its value is meant stands in the words.
          ...(part === undefined ? [`line=${start.line}`, `endLine=${end.line}`] : []),
          // Columns may only be given for a stretch of one line.
          ...(part === undefined && start.line === end.line
            ? [`col=${start.column}`, `endColumn=${end.column}`]
            : []),
          `title=${property(rule)}`,
        ];
        const what = part === undefined ? message : `${part}: ${message}`;
        const words = [what, why, ...(suggestion === undefined ? [] : [`→ ${suggestion}`])].join('\n');
        return `::${COMMANDS[severity]} ${properties.join(',')}::${data(words)}\n`;
      }),
    )
    .join('');

/** A workflow command ends with its line, so what could end it is encoded. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
