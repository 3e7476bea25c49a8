import { positionAt, type Range, type SourceText } from '../source-text.ts';
import { type FileReport, type Finding, type FindingPlace, partOf, type Severity } from './finding.ts';

/** A rule, as SARIF lists the ones that a run knows. */
export interface ReportedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly law: string;
  readonly why: string;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** The report as SARIF 2.1.0 (`--format sarif`), which code scanning of several hosts reads. */
export const sarifReport = (
  files: readonly FileReport[],
  rules: readonly ReportedRule[],
  toolVersion: string,
): string =>
  `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'vonage-flow',
              version: toolVersion,
              rules: rules.map(({ id, severity, law, why }) => ({
                id,
                shortDescription: { text: law },
                fullDescription: { text: why },
                defaultConfiguration: { level: LEVELS[severity] },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: files.flatMap(({ source, findings }) =>
            findings.map((finding) => result(source, finding)),
          ),
        },
      ],
    },
    undefined,
    2,
  )}\n`;

const result = (
  source: SourceText,
  { rule, severity, message, why, suggestion, range, path, related }: Finding,
) => ({
  ruleId: rule,
  level: LEVELS[severity],
  message: {
    text: [`${message}.`, why, ...(suggestion === undefined ? [] : [`→ ${suggestion}`])].join('\n'),
  },
  locations: [location(source, { range, path })],
  ...(related.length > 0 && {
    relatedLocations: related.map((place, index) => ({
      id: index + 1,
      ...location(source, place),
      message: { text: place.message },
    })),
  }),
});

const location = (source: SourceText, place: FindingPlace) => {
  const part = partOf(place);
  return {
    physicalLocation: physical(source, place.range),
    ...(part !== undefined && { logicalLocations: [{ fullyQualifiedName: part, kind: 'value' }] }),
  };
};

const physical = (source: SourceText, range: Range | undefined) => ({
  artifactLocation: { uri: uriOf(source.name) },
  ...(range && { region: region(source, range) }),
});

const region = (source: SourceText, range: Range) => {
  const start = positionAt(source, range.start);
  const end = positionAt(source, range.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
};

/** A relative reference (RFC 3986): separators stay, everything else that has a meaning in URLs is encoded. */
const uriOf = (name: string): string =>
  /^https?:\/\//.test(name) ? name : name.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
