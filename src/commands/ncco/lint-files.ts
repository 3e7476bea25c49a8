import { dirname, resolve } from 'node:path';
import { isProgram } from '../../edge/config/find-config.ts';
import { type NccoText, readNccoFiles } from '../../edge/ncco-files.ts';
import { badUsage } from '../../failure.ts';
import { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { checkDocument, checkParsed, type LintOptions } from '../../lint/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Lint } from '../../lint/fix-text.ts';
import type { ParsedDocument, Path } from '../../text/document.ts';
import { documentReader } from '../../text/read-document.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import { type Held, whatHolds } from './find-nccos.ts';

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
}

/** What is wrong in a file, and where to go on. */
export interface Look {
  readonly findings: readonly Diagnostic[];
  /** Files that a config names, and what it says of their NCCOs. */
  readonly files: readonly string[];
  readonly within: LintOptions;
}

/**
 * Lints every NCCO in the texts: one a file, a map of them, or a config with those that it holds and the files that it
 * names. Texts that were only found in a folder and hold none are passed over.
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
  const { name, text, language, isFound } = given;
  if (language === 'program') {
    // Compiling one takes longer than checking a hundred others.
    const { lintProgram } = await import('./lint-program.ts');
    return lintProgram(name, options, job);
  }
  const parse = await documentReader(language);
  const lint = (source: SourceText): Look | undefined => lookInto(parse(source), isFound, options);
  const mended = mend?.({ ...given, language }, (one) => lint(one)?.findings ?? []);
  const source = sourceText(name, mended ?? text);
  const look = lint(source);
  if (!look) return [];
  const own: FileReport = { source, findings: look.findings, isMendable: mend === undefined };
  return [own, ...(await lintNamedFiles(name, look, job))];
};

/** Undefined when the text was only found, and holds no NCCO. */
const lookInto = (parsed: ParsedDocument, isFound: boolean, options: LintOptions): Look | undefined => {
  const document = parsed.ok ? parsed : parsed.readable;
  const held: Held = document ? whatHolds(document) : { kind: 'ncco' };
  if (isFound && (held.kind === 'other' || !document)) return undefined;
  if (!document || held.kind === 'ncco' || held.kind === 'other') {
    return { findings: checkParsed(parsed, options), files: [], within: options };
  }
  return lookAt(held, (path, within) => checkDocument(document, path, within), options);
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

/** Lints the files that a config names. */
export const lintNamedFiles = async (
  config: string,
  { files, within }: Look,
  job: LintJob,
): Promise<readonly FileReport[]> => {
  if (files.length === 0) return [];
  const program = files.find(isProgram);
  if (program !== undefined) {
    // The config's own reader refuses it too; and what a config of data names is never run.
    throw badUsage({
      what: `${config} names ${program}, and an NCCO file is JSON or YAML`,
      tryThis: ['write it as one of these', 'or import it in a config that is a program itself'],
    });
  }
  const folder = dirname(resolve(job.directory, config));
  const named = await readNccoFiles(
    files.map((file) => resolve(folder, file)),
    job.directory,
    job.seen,
  );
  return lintFiles(named, within, job);
};

const namesOf = (config: Extract<Held, { kind: 'config' }>): LintOptions => ({
  addresses: new Set([...config.names, ...SLOT_URL_NAMES]),
  answeringAddresses: new Set(config.names),
  ...(config.users && { users: new Set(config.users) }),
});
