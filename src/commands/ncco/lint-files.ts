import { dirname, resolve } from 'node:path';
import { type NccoText, readNccoFiles } from '../../edge/ncco-files.ts';
import { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import { checkDocument, checkParsed, type LintOptions } from '../../lint/check.ts';
import { readDocument } from '../../text/read-document.ts';
import type { FileReport } from '../../text/report/finding.ts';
import { sourceText } from '../../text/source-text.ts';
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
  const source = sourceText(name, text);
  const parsed = await readDocument(source, language);
  const document = parsed.ok ? parsed : parsed.readable;
  const held: Held = document ? whatHolds(document) : { kind: 'ncco' };
  if (isFound && (held.kind === 'other' || !document)) return [];
  if (!document || held.kind === 'ncco' || held.kind === 'other') {
    return [{ source, findings: checkParsed(parsed, options) }];
  }
  const within = held.kind === 'config' ? { ...options, ...namesOf(held) } : options;
  const own: FileReport = {
    source,
    findings: held.nccos.flatMap((path) => checkDocument(document, path, within)),
  };
  if (held.kind !== 'config') return [own];
  const folder = dirname(resolve(directory, name));
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
