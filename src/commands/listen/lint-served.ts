import { relative } from 'node:path';
import type { Config } from '../../edge/config/config.ts';
import { readNccoFiles } from '../../edge/ncco-files.ts';
import type { LintOptions } from '../../lint/check.ts';
import { validateNcco } from '../../lint/check-text.ts';
import { placeName } from '../../text/source-text.ts';
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
  const texts = await readNccoFiles([relative(world.cwd, config.file) || config.file], world.cwd);
  const options: LintOptions = { reachesLocalhost: isLocal };
  const findings = (await lintFiles(texts, options, world.cwd)).flatMap(({ source, findings: found }) =>
    found
      .filter(({ severity }) => severity === 'error')
      .map(({ message, rule, suggestion, range }) => ({
        what: `${range ? placeName(source, range.start) : source.name} ${message} [${rule}]`,
        suggestion,
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

/** What is wrong with an NCCO that the user's server replied, a line each; only what would drop or change the call. */
export const lintReply = (text: string, isLocal: boolean): readonly string[] =>
  validateNcco(text, isLocal ? LOCAL : PUBLIC)
    .filter(({ severity }) => severity === 'error')
    .slice(0, MOST_FINDINGS)
    .map(({ path, message, rule }) => `${placeIn(path)}${message} [${rule}]`);

const LOCAL: LintOptions = { fillsTemplates: false, reachesLocalhost: true };
const PUBLIC: LintOptions = { fillsTemplates: false };

/** `[2].endpoint: `, or nothing for the whole. */
const placeIn = (path: readonly (string | number)[]): string => {
  if (path.length === 0) return '';
  const steps = path.map((step, index) =>
    typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
  );
  return `${steps.join('')}: `;
};
