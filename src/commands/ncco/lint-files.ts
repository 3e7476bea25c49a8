import { dirname, resolve } from 'node:path';
import { type NccoText, readNccoFiles } from '../../edge/ncco-files.ts';
import { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { checkDocument, checkText, type LintOptions } from '../../lint/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Lint } from '../../lint/fix-text.ts';
import { parseDocument } from '../../text/parse-document.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import { type Held, whatHolds } from './find-nccos.ts';

/** Gives a text with its faults mended. */
export type Mend = (text: NccoText, lint: Lint) => string;

/** What is wrong in a text, and where to go on. */
interface Look {
  readonly findings: readonly Diagnostic[];
  /** Files that a config names, and what it says of their NCCOs. */
  readonly files: readonly string[];
  readonly within: LintOptions;
}

/**
 * Lints every NCCO in the texts: one a file, a map of them, or a config with those that it holds and the files that it
 * names; after `mend` has had them. Texts that were only found in a folder and hold none are passed over.
 */
export const lintFiles = async (
  texts: readonly NccoText[],
  options: LintOptions,
  directory: string,
  mend?: Mend,
): Promise<readonly FileReport[]> => {
  const reports: FileReport[] = [];
  for (const text of texts) reports.push(...(await lintFile(text, options, directory, mend)));
  return reports;
};

const lintFile = async (
  given: NccoText,
  options: LintOptions,
  directory: string,
  mend: Mend | undefined,
): Promise<readonly FileReport[]> => {
  const { name } = given;
  const lint = (source: SourceText): Look | undefined => lookInto(source, given, options);
  const source = sourceText(name, mend ? mend(given, (one) => lint(one)?.findings ?? []) : given.text);
  const look = lint(source);
  if (!look) return [];
  const own: FileReport = { source, findings: look.findings, isMendable: mend === undefined };
  if (look.files.length === 0) return [own];
  const folder = dirname(resolve(directory, name));
  const named = await readNccoFiles(
    look.files.map((file) => resolve(folder, file)),
    directory,
  );
  return [own, ...(await lintFiles(named, look.within, directory, mend))];
};

/** Undefined when the text was only found, and holds no NCCO. */
const lookInto = (
  source: SourceText,
  { language, isFound }: NccoText,
  options: LintOptions,
): Look | undefined => {
  const parsed = parseDocument(source, language);
  const document = parsed.ok ? parsed : parsed.readable;
  const held: Held = document ? whatHolds(document) : { kind: 'ncco' };
  if (isFound && (held.kind === 'other' || !document)) return undefined;
  if (!document || held.kind === 'ncco' || held.kind === 'other') {
    return { findings: checkText(source, language, options), files: [], within: options };
  }
  const within = held.kind === 'config' ? { ...options, ...namesOf(held) } : options;
  return {
    findings: held.nccos.flatMap((path) => checkDocument(document, path, within)),
    files: held.kind === 'config' ? held.files : [],
    within,
  };
};

const namesOf = (config: Extract<Held, { kind: 'config' }>): LintOptions => ({
  addresses: new Set([...config.names, ...SLOT_URL_NAMES]),
  answeringAddresses: new Set(config.names),
  ...(config.users && { users: new Set(config.users) }),
});
