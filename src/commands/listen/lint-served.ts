import { relative } from 'node:path';
import type { Config } from '../../edge/config/config.ts';
import { readNccoFiles } from '../../edge/ncco-files.ts';
import type { LintOptions } from '../../lint/check.ts';
import { validateNcco } from '../../lint/check-text.ts';
import type { Path } from '../../text/document.ts';
import { pathWords } from '../../text/path-words.ts';
import { type FileReport, placeOf } from '../../text/report/finding.ts';
import type { World } from '../../world.ts';
import { lintFiles } from '../ncco/lint-files.ts';
import type { Notices } from '../notices.ts';

/** More findings than this at the start are a file to be opened with `ncco validate`, not read here. */
const MOST_FINDINGS = 10;

/**
 * Lints the NCCOs of the config before a call does: an error would drop the call with nothing but "Syntax error in
 * NCCO". What is wrong is said, and serves all the same.
 *
 * @param isLocal the calls are made on this machine, so that its own addresses are good ones
 */
export const lintConfig = async (
  config: Config,
  isLocal: boolean,
  world: World,
  notices: Notices,
): Promise<void> => {
  if (config.file === undefined) return;
  const name = relative(world.cwd, config.file) || config.file;
  const options: LintOptions = { reachesLocalhost: isLocal, severities: config.lint.severities };
  const findings = (await lintAll(name, config, options, world)).flatMap(({ source, findings: found }) =>
    found
      .filter(({ severity }) => severity === 'error')
      .map((finding) => ({
        what: `${placeOf(source, finding)} ${finding.message} [${finding.rule}]`,
        suggestion: finding.suggestion,
      })),
  );
  const at = world.clock.now();
  for (const { what, suggestion } of findings.slice(0, MOST_FINDINGS)) {
    notices.note({ type: 'trouble', at, what, ...(suggestion !== undefined && { tryThis: suggestion }) });
  }
  if (findings.length > MOST_FINDINGS) {
    const what = `and ${findings.length - MOST_FINDINGS} more faults in these NCCOs`;
    notices.note({ type: 'trouble', at, what, tryThis: 'see them all: vonage-flow ncco validate' });
  }
};

const lintAll = async (
  name: string,
  { made }: Config,
  options: LintOptions,
  { cwd }: World,
): Promise<readonly FileReport[]> => {
  if (!made) return lintFiles(await readNccoFiles([name], cwd), options, { directory: cwd });
  const { lintMade } = await import('../ncco/lint-program.ts');
  return lintMade({ name, ...made }, options, { directory: cwd });
};

/** NCCOs that need no filling in go out again and again: so many, and no longer ones, are looked at once. */
const MOST_REMEMBERED = 200;
const LONGEST_REMEMBERED = 16_384;

/**
 * Tells what is wrong with an NCCO that goes out, ours or of the user's server, a line each; only what would drop or
 * change the call.
 *
 * @param isLocal as for `lintConfig`
 */
export const nccoInspector = ({ lint }: Config, isLocal: boolean): ((text: string) => readonly string[]) => {
  // One object for all: the rules are made ready once for each.
  const options: LintOptions = {
    fillsTemplates: false,
    reachesLocalhost: isLocal,
    severities: lint.severities,
  };
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const faults = validateNcco(text, options)
      .filter(({ severity }) => severity === 'error')
      .slice(0, MOST_FINDINGS)
      .map(({ path, message, rule }) => `${placeIn(path)}${message} [${rule}]`);
    if (known.size >= MOST_REMEMBERED) known.clear();
    if (text.length <= LONGEST_REMEMBERED) known.set(text, faults);
    return faults;
  };
};

/** `[2].endpoint: `, or nothing for the whole. */
const placeIn = (path: Path): string => (path.length === 0 ? '' : `${pathWords(path)}: `);
