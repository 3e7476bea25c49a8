import { dirname, resolve } from 'node:path';
import { type NccoText, readNamedFiles } from '../../edge/ncco-files.ts';
import { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { BUILT_IN_SOCKETS } from '../../flow/sockets/built-in-sockets.ts';
import { checkDocument, checkParsed, checkReading, type LintOptions } from '../../lint/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Lint } from '../../lint/fix-text.ts';
import type { ParsedDocument, Path } from '../../text/document.ts';
import { documentReader } from '../../text/read-document.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { GivenConfig } from './config-findings.ts';
import { type Held, looksLikeNcco, type Origin, whatHolds } from './find-nccos.ts';

/** A text that is read, not run. */
export type DataText = NccoText & { readonly language: 'json' | 'yaml' };

/** Gives a text with its faults mended. */
export type Mend = (text: DataText, lint: Lint) => string;

/** What the linting of files is told besides the rules. */
export interface LintJob {
  /** Names are relative to it. */
  readonly directory: string;
  /** Has each text before it is linted. */
  readonly mend?: Mend | undefined;
  /** Is told of each file, and each folder that is looked through, before it is read. */
  readonly seen?: ((path: string) => void) | undefined;
  /** What a listener would refuse a config for is among the findings. */
  readonly checksConfigs?: boolean;
}

/** What is wrong in a file, and where to go on. */
export interface Look {
  readonly findings: readonly Diagnostic[];
  /** Files that a config names, and what it says of their NCCOs. */
  readonly files: readonly string[];
  readonly within: LintOptions;
  readonly config?: GivenConfig;
}

/**
 * Lints every NCCO in the texts: one a file, a map of them, or a config with those that it holds and the files that it
 * names. Texts that were only found in a folder and hold none, not even one that cannot be read, are passed over.
 */
export const lintFiles = async (
  texts: readonly NccoText[],
  options: LintOptions,
  job: LintJob,
): Promise<readonly FileReport[]> => {
  const reports: FileReport[] = [];
  for (const text of texts) reports.push(...(await lintFile(text, options, job)));
  return reports;
};

const lintFile = async (
  given: NccoText,
  options: LintOptions,
  job: LintJob,
): Promise<readonly FileReport[]> => {
  const { mend } = job;
  const { name, text, language } = given;
  if (language === 'program') {
    // Compiling one takes longer than checking a hundred others.
    const { lintProgram } = await import('./lint-program.ts');
    return lintProgram(name, options, job);
  }
  const parse = await documentReader(language);
  const lint = (source: SourceText): Look | undefined =>
    lookInto(parse(source), { name, text: source.text, isFound: given.isFound }, options);
  const mended = mend?.({ ...given, language }, (one) => lint(one)?.findings ?? []);
  const source = sourceText(name, mended ?? text);
  const look = lint(source);
  if (!look) return [];
  const own: FileReport = { source, findings: look.findings, isMendable: mend === undefined };
  return withNamedFiles(own, look, job);
};

/** Undefined when the text was only found, and holds no NCCO. */
const lookInto = (
  parsed: ParsedDocument,
  { text, ...origin }: Origin & { readonly text: string },
  options: LintOptions,
): Look | undefined => {
  const document = parsed.ok ? parsed : parsed.readable;
  const held: Held = document ? whatHolds(document, origin) : { kind: 'ncco' };
  if (origin.isFound && (document ? held.kind === 'other' : !looksLikeNcco(text))) return undefined;
  if (!document || held.kind === 'ncco' || held.kind === 'other') {
    return { findings: checkParsed(parsed, options), files: [], within: options };
  }
  const look = lookAt(held, (path, within) => checkDocument(document, path, within), options);
  const twice = parsed.ok ? [] : parsed.problems;
  if (held.kind === 'config') return { ...look, config: { document, twice } };
  return { ...look, findings: [...checkReading(parsed, options), ...look.findings] };
};

/** Looks at each NCCO of a map or a config. */
export const lookAt = (
  held: Exclude<Held, { kind: 'ncco' | 'other' }>,
  lint: (path: Path, options: LintOptions) => readonly Diagnostic[],
  options: LintOptions,
): Look => {
  const within = held.kind === 'config' ? { ...options, ...namesOf(held) } : options;
  return {
    findings: held.nccos.flatMap((path) => lint(path, within)),
    files: held.kind === 'config' ? held.files : [],
    within,
  };
};

/** The report of a file, those of the files that it names when it is a config, and what is wrong with the config itself. */
export const withNamedFiles = async (
  own: FileReport,
  { files, within, config }: Look,
  job: LintJob,
): Promise<readonly FileReport[]> => {
  const folder = dirname(resolve(job.directory, own.source.name));
  const named = await readNamedFiles(
    files.map((file) => resolve(folder, file)),
    job.directory,
    job.seen,
  );
  const reports: readonly FileReport[] = await lintFiles(named, within, job);
  if (!config || !job.checksConfigs) return [own, ...reports];
  // The schema of configs takes longer to load than a hundred NCCOs take to check.
  const { withConfigFindings } = await import('./config-findings.ts');
  return withConfigFindings(config, [own, ...reports], job);
};

const namesOf = (config: Extract<Held, { kind: 'config' }>): LintOptions => ({
  addresses: new Set([
    ...[...config.names, ...SLOT_URL_NAMES].map((name) => `urls.${name}`),
    ...[...config.sockets, ...BUILT_IN_SOCKETS].map((name) => `wss.${name}`),
  ]),
  answeringAddresses: new Set(config.names),
  ...(config.users && { users: new Set(config.users) }),
});
