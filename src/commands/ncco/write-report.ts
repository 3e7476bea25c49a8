import { OTHER_FINDINGS } from '../../lint/other-findings.ts';
import { RULES } from '../../lint/rules.ts';
import type { FileReport } from '../../text/report/finding.ts';
import type { World } from '../../world.ts';
import type { Format } from './flags.ts';

/** A pipe is read by people and programs who fold lines themselves, if at all. */
const PIPE_WIDTH = 100;
/** Findings are prose: no wider than this, however wide the terminal. */
const WIDEST = 110;

/** Where a report goes; a world is one. */
export type ReportOutput = Pick<World, 'stdout' | 'version'>;

/**
 * Writes the report to stdout in the format that was asked for; each is loaded only when it is.
 *
 * @param onlyErrors everything else was left out
 */
export const writeReport = async (
  files: readonly FileReport[],
  format: Format,
  { stdout, version }: ReportOutput,
  onlyErrors: boolean,
): Promise<void> => {
  switch (format) {
    case 'pretty': {
      const { prettyReport } = await import('../../text/report/pretty.ts');
      const width = stdout.isTerminal ? Math.min(stdout.columns(), WIDEST) : PIPE_WIDTH;
      stdout.write(prettyReport(files, { width, paints: await paintsFor(stdout), onlyErrors }));
      return;
    }
    case 'json':
      stdout.write((await import('../../text/report/json.ts')).jsonReport(files));
      return;
    case 'github':
      stdout.write((await import('../../text/report/github.ts')).githubReport(files));
      return;
    case 'sarif':
      stdout.write((await import('../../text/report/sarif.ts')).sarifReport(files, rulesFor(files), version));
      return;
    case 'junit':
      stdout.write((await import('../../text/report/junit.ts')).junitReport(files));
      return;
    default:
      format satisfies never;
  }
};

/** Those of the linter, and those others that found something. */
const rulesFor = (files: readonly FileReport[]) => {
  const found = new Set(files.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return [...RULES, ...OTHER_FINDINGS.filter(({ id }) => found.has(id))];
};

const plain = (text: string): string => text;

/** Without colours chalk need not be loaded. */
const paintsFor = async (stdout: World['stdout']) => {
  if (stdout.colorLevel === 0) {
    return { strong: plain, dim: plain, good: plain, error: plain, warning: plain, info: plain };
  }
  const { paletteFor } = await import('../../sinks/palette.ts');
  const { strong, dim, good, bad, warn, kind } = paletteFor(stdout);
  return { strong, dim, good, error: bad, warning: warn, info: kind };
};
