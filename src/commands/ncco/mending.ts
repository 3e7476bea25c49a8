import { resolve } from 'node:path';
import { badUsage } from '../../failure.ts';
import { fixText, type Lint } from '../../lint/fix-text.ts';
import type { FileReport } from '../../text/report/finding.ts';
import type { World } from '../../world.ts';
import type { ValidateFlags } from './flags.ts';
import type { DataText, Mend } from './lint-files.ts';
import type { ReportOutput } from './write-report.ts';

/** What `--fix` and `--fix-dry-run` do around the linting of files. */
export interface Mending {
  /** Gives a text with its safe fixes made, and remembers it. */
  readonly mend: Mend;
  /** Writes back what changed, or shows it; gives the place for the report of what remains. */
  readonly finish: (reports: readonly FileReport[]) => Promise<ReportOutput>;
}

interface Mended {
  readonly given: DataText;
  readonly after: string;
  readonly faults: number;
}

export const STDIN = '<stdin>';

/** Begins to mend; fails for targets that cannot be mended. */
export const startMending = (targets: readonly string[], flags: ValidateFlags, world: World): Mending => {
  refuse(targets, flags);
  const texts = new Map<string, Mended>();
  const mend = (given: DataText, lint: Lint): string => {
    // A file that is named twice, by the user and by a config, goes on from where it is.
    const known = texts.get(given.name) ?? { given, after: given.text, faults: 0 };
    const { text, mended } = fixText({ ...given, text: known.after }, lint);
    texts.set(given.name, { ...known, after: text, faults: known.faults + mended.length });
    return text;
  };
  const finish = async (reports: readonly FileReport[]): Promise<ReportOutput> => {
    const all = [...texts.values()];
    const changed = all.filter(({ given, after }) => after !== given.text);
    const isStdin = texts.has(STDIN);
    if (flags.fixDryRun) await showDiffs(changed, world);
    else if (isStdin) await showText(texts.get(STDIN)!.after, world);
    else await writeBack(changed, world);
    const findings = reports.flatMap((report) => report.findings);
    // Where all is well the report says so itself.
    if (changed.length > 0 || findings.length > 0) {
      world.stderr.write(`${summary(changed, flags.fixDryRun === true)}\n`);
    }
    const left = findings.filter(({ fix }) => fix?.isSafe).length;
    if (left > 0) world.stderr.write(`${leftWords(left)}\n`);
    return flags.fixDryRun || isStdin ? { stdout: world.stderr, version: world.version } : world;
  };
  return { mend, finish };
};

const refuse = (targets: readonly string[], { fix, fixDryRun }: ValidateFlags): void => {
  if (fix && fixDryRun) {
    throw badUsage({
      what: '--fix and --fix-dry-run exclude each other',
      tryThis: '--fix-dry-run shows what --fix would write: name one of them',
    });
  }
  const flag = fix ? '--fix' : '--fix-dry-run';
  const server = targets.find((target) => /^https?:\/\//i.test(target));
  if (server !== undefined) {
    throw badUsage({
      what: `${flag} cannot mend what a server answers: ${server}`,
      tryThis: ['leave it out to see what is wrong', 'mend the program that writes the NCCO'],
    });
  }
  if (targets.includes('-') && targets.length > 1) {
    throw badUsage({
      what: `${flag}: - stands alone`,
      why: 'The mended text of standard input goes to standard output.',
      tryThis: 'mend the files in a run of their own',
    });
  }
};

const writeBack = async (changed: readonly Mended[], world: World): Promise<void> => {
  if (changed.length === 0) return;
  const { replaceFile } = await import('../../edge/replace-file.ts');
  const written: string[] = [];
  for (const { given, after } of changed) {
    const { name, text: before } = given;
    const path = resolve(world.cwd, name);
    try {
      await replaceFile({ path, name, before, after, unique: world.chance.hex(6) });
    } catch (error) {
      if (written.length > 0) world.stderr.write(`Mended before that: ${written.join(', ')}\n`);
      throw error;
    }
    written.push(name);
  }
};

const showDiffs = async (changed: readonly Mended[], world: World): Promise<void> => {
  if (changed.length === 0) return;
  const { writeDiff } = await import('./write-diff.ts');
  for (const { given, after } of changed) await writeDiff(given.name, given.text, after, world.stdout);
};

/** To a file or a program as it is; a terminal gets nothing that it would obey. */
const showText = async (text: string, { stdout }: World): Promise<void> => {
  if (!stdout.isTerminal) {
    stdout.write(text);
    return;
  }
  const { printable } = await import('../../text/printable.ts');
  stdout.write(text.split(/\r?\n/).map(printable).join('\n'));
};

const summary = (changed: readonly Mended[], isDry: boolean): string => {
  const faults = changed.reduce((sum, mended) => sum + mended.faults, 0);
  if (faults === 0) return 'Nothing that --fix can mend.';
  const where = changed.length === 1 ? changed[0]!.given.name : `${changed.length} files`;
  const what = `${faults} ${faults === 1 ? 'fault' : 'faults'} in ${where}`;
  return isDry ? `--fix would mend ${what}. It would leave:` : `Mended ${what}.`;
};

const leftWords = (count: number): string =>
  `${count === 1 ? '1 finding that has a fix is' : `${count} findings that have a fix are`} left: mending ${
    count === 1 ? 'it' : 'them'
  } would change another place or lose a comment.`;
