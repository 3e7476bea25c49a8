import { basename, dirname, join, relative, resolve } from 'node:path';
import { readTemplate, type TemplateFile } from '../../edge/template-files.ts';
import { writeTemplate } from '../../edge/write-template.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { askLine, canAsk } from '../ask-line.ts';
import { goTo, refuseOverwriting, refuseSecondConfig } from '../write-new-files.ts';
import type { InitFlags } from './flags.ts';
import { TEMPLATES } from './templates.ts';

/** `vonage-flow ncco init`: writes a template's files, and says how they are run. */
export const runInit = async (
  named: string | undefined,
  flags: InitFlags,
  world: World,
): Promise<ExitCode> => {
  if (flags.list) {
    world.stdout.write(`${templateLines().join('\n')}\n`);
    return 0;
  }
  const name = named === undefined ? await choose(world) : known(named);
  const { folder, files } = placed(await readTemplate(name), flags.out, world.cwd);
  await refuseSecondConfig(folder, files, world.cwd);
  if (!flags.force) {
    await refuseOverwriting(folder, files, world.cwd, [
      'write elsewhere: --out <folder>',
      'or write over what is there: --force',
    ]);
  }
  await writeTemplate(folder, files, flags.force === true);
  const shown = files.map(({ path }) => printable(relative(world.cwd, join(folder, path))));
  world.stdout.write(`${shown.join('\n')}\n`);
  world.stderr.write(nextSteps(folder, files, world.cwd));
  return 0;
};

const NAME_WIDTH = Math.max(...TEMPLATES.map(({ name }) => name.length));
const templateLines = (): readonly string[] =>
  TEMPLATES.map(({ name, summary }) => `${name.padEnd(NAME_WIDTH)}  ${summary}`);

const names = TEMPLATES.map(({ name }) => name);

const known = (named: string): string => {
  if (names.includes(named)) return named;
  throw badUsage({
    what: `There is no template "${named}"`,
    tryThis: [
      ...[didYouMean(named, names)].filter((words) => words !== undefined),
      `templates: ${names.join(', ')}`,
    ],
  });
};

/** Asks until the answer is a template's number or name. */
const choose = async (world: World): Promise<string> => {
  const { stderr } = world;
  if (!canAsk(world)) {
    throw badUsage({
      what: 'Which template is not said, and nobody can be asked',
      excerpt: templateLines().join('\n'),
      tryThis: 'name one: vonage-flow ncco init ivr-menu',
    });
  }
  stderr.write(
    `${templateLines()
      .map((line, index) => `  ${index + 1}  ${line}`)
      .join('\n')}\n`,
  );
  for (;;) {
    const answer = await askLine(world, `Which one? [1-${TEMPLATES.length}] `);
    const word = answer.toLowerCase();
    const chosen = TEMPLATES[/^\d$/.test(word) ? Number(word) - 1 : names.indexOf(word)];
    if (chosen) return chosen.name;
    stderr.write(`A number from 1 to ${TEMPLATES.length}, or a name; Ctrl-C leaves.\n`);
  }
};

interface Placed {
  readonly folder: string;
  readonly files: readonly TemplateFile[];
}

/** `--out` names a folder, or the file when there is but one and the name looks like a file's. */
const placed = (files: readonly TemplateFile[], out: string | undefined, cwd: string): Placed => {
  if (out === undefined || !/\.(ya?ml|json)$/i.test(out)) return { folder: resolve(cwd, out ?? '.'), files };
  const [only] = files;
  if (only === undefined || files.length > 1 || /\.json$/i.test(out)) {
    throw badUsage({
      what: `--out ${out} names a file, and this template is ${files.length > 1 ? `${files.length} files` : 'written in YAML'}`,
      tryThis: files.length > 1 ? 'name a folder: --out my-app' : 'name it .yaml',
    });
  }
  return { folder: dirname(resolve(cwd, out)), files: [{ ...only, path: basename(out) }] };
};

const CONFIG = 'vonage-flow.config.yaml';

const nextSteps = (folder: string, files: readonly TemplateFile[], cwd: string): string => {
  const config = files.find(({ path }) => path === CONFIG) ? undefined : files[0]?.path;
  const cd = goTo(folder, cwd);
  const option = config === undefined ? '' : ` --config ${printable(config)}`;
  const shown = config === undefined ? '' : ` ${printable(config)}`;
  return `
Run it, with no account and no phone (key c places a call):
  ${cd}vonage-flow listen --emulator${option}
See what it does:
  ${cd}vonage-flow ncco show${shown}
`;
};
