import { dirname, resolve } from 'node:path';
import { isProgram } from '../../edge/config/find-config.ts';
import { type NccoText, readNccoFiles } from '../../edge/ncco-files.ts';
import { badUsage } from '../../failure.ts';
import { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { checkDocument, checkText, type LintOptions } from '../../lint/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Path } from '../../text/document.ts';
import { parseDocument } from '../../text/parse-document.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import { type Held, whatHolds } from './find-nccos.ts';

/**
 * Lints every NCCO in the texts: one a file, a map of them, or a config with those that it holds and the files that it
 * names. Texts that were only found in a folder and hold none are passed over.
 */
export const lintFiles = async (
  texts: readonly NccoText[],
  options: LintOptions,
  directory: string,
): Promise<readonly FileReport[]> => {
  const reports: FileReport[] = [];
  for (const text of texts) reports.push(...(await lintFile(text, options, directory)));
  return reports;
};

const lintFile = async (
  { name, text, language, isFound }: NccoText,
  options: LintOptions,
  directory: string,
): Promise<readonly FileReport[]> => {
  if (language === 'program') {
    // Compiling one takes longer than checking a hundred others.
    const { lintProgram } = await import('./lint-program.ts');
    return lintProgram(name, options, directory);
  }
  const source = sourceText(name, text);
  const parsed = parseDocument(source, language);
  const document = parsed.ok ? parsed : parsed.readable;
  const held: Held = document ? whatHolds(document) : { kind: 'ncco' };
  if (isFound && (held.kind === 'other' || !document)) return [];
  if (!document || held.kind === 'ncco' || held.kind === 'other') {
    return [{ source, findings: checkText(source, language, options) }];
  }
  const lint = (path: Path, within: LintOptions) => checkDocument(document, path, within);
  return lintHeld({ source, held, lint }, options, directory);
};

/** Several NCCOs of one file: where they are, and how one of them is linted. */
export interface HeldNccos {
  readonly source: SourceText;
  readonly held: Exclude<Held, { kind: 'ncco' | 'other' }>;
  readonly lint: (path: Path, options: LintOptions) => readonly Diagnostic[];
  readonly functions?: number;
}

/** Lints the NCCOs of a map or a config, and the files that a config names. */
export const lintHeld = async (
  { source, held, lint, functions = 0 }: HeldNccos,
  options: LintOptions,
  directory: string,
): Promise<readonly FileReport[]> => {
  const within = held.kind === 'config' ? { ...options, ...namesOf(held) } : options;
  const own: FileReport = {
    source,
    findings: held.nccos.flatMap((path) => lint(path, within)),
    ...(functions > 0 && { functions }),
  };
  if (held.kind !== 'config') return [own];
  const folder = dirname(resolve(directory, source.name));
  const program = held.files.find(isProgram);
  if (program !== undefined) {
    // The config's own reader refuses it too; and what a config of data names is never run.
    throw badUsage({
      what: `${source.name} names ${program}, and an NCCO file is JSON or YAML`,
      tryThis: ['write it as one of these', 'or import it in a config that is a program itself'],
    });
  }
  const named = await readNccoFiles(
    held.files.map((file) => resolve(folder, file)),
    directory,
  );
  return [own, ...(await lintFiles(named, within, directory))];
};

const namesOf = (config: Extract<Held, { kind: 'config' }>): LintOptions => ({
  addresses: new Set([...config.names, ...SLOT_URL_NAMES]),
  answeringAddresses: new Set(config.names),
  ...(config.users && { users: new Set(config.users) }),
});
