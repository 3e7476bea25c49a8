import { relative } from 'node:path';
import type { Config } from '../../edge/config/config.ts';
import { readNccoFiles } from '../../edge/ncco-files.ts';
import type { LintOptions } from '../../lint/check.ts';
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
