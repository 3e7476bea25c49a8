import { findConfig } from '../../edge/config/find-config.ts';
import type { NccoText } from '../../edge/ncco-files.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import { drawPicture } from '../../picture/draw-picture.ts';
import type { OutlinePaints } from '../../picture/outline.ts';
import type { Picture } from '../../picture/picture.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import type { ShowFlags, ShowFormat } from './flags.ts';
import { formatOf } from './format-of.ts';
import { readPrograms, readTexts } from './read-programs.ts';

/** `vonage-flow ncco show`: what NCCOs do, as an outline, a flowchart or a graph. */
export const runShow = async (
  named: readonly string[],
  flags: ShowFlags,
  world: World,
): Promise<ExitCode> => {
  const format: ShowFormat = formatOf(flags, 'outline');
  const targets = named.length > 0 ? named : [await configHere(world)];
  refuseAddresses(targets);
  const texts = await readTexts(targets, world);
  const pictures = (await readPrograms(texts, targets, world)).map(drawPicture);
  await write(pictures, format, world);
  if (pictures.some(({ nodes }) => nodes.some(isFaulty)) || (await hasErrors(texts, targets, world))) {
    const names = named.map((name) => (name === '-' ? '- < file' : printable(name)));
    world.stderr.write(
      `! There are faults in it: a call would be dropped. Where, why, and how to mend them:\n  ${[
        'vonage-flow ncco validate',
        ...names,
      ].join(' ')}\n`,
    );
  }
  return 0;
};

const isFaulty = (node: Picture['nodes'][number]): boolean =>
  node.kind === 'missing' || (node.kind === 'step' && node.fault !== undefined);

/** What is wrong is the linter's to say: it knows the place, the reason and the cure. */
const hasErrors = async (
  texts: readonly NccoText[],
  targets: readonly string[],
  world: World,
): Promise<boolean> => {
  const { lintFiles } = await import('./lint-files.ts');
  const { lintSettings } = await import('./lint-settings.ts');
  try {
    const { severities } = await lintSettings({}, targets, world);
    const reports = await lintFiles(texts, { severities }, { directory: world.cwd });
    return reports.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  } catch (error) {
    // Where the linter cannot even begin it has something to say.
    if (error instanceof Failure) return true;
    throw error;
  }
};

const configHere = async ({ cwd }: World): Promise<string> => {
  const config = await findConfig(cwd);
  if (config !== undefined) return config;
  throw badUsage({
    what: 'Nothing to show: no file was named, and there is no config here',
    tryThis: [
      'name a file: vonage-flow ncco show answer.json',
      'or begin with a ready-made one: vonage-flow ncco init',
    ],
  });
};

const refuseAddresses = (targets: readonly string[]): void => {
  const address = targets.find((target) => /^https?:\/\//i.test(target));
  if (address === undefined) return;
  throw badUsage({
    what: `ncco show reads files, and ${address} is an address`,
    tryThis: [`fetch it first: curl -s '${address}' | vonage-flow ncco show -`],
  });
};

const write = async (pictures: readonly Picture[], format: ShowFormat, world: World): Promise<void> => {
  const { stdout } = world;
  switch (format) {
    case 'outline': {
      const { outline } = await import('../../picture/outline.ts');
      const options = { width: widthOf(stdout), paints: await paintsFor(stdout) };
      stdout.write(pictures.map((picture) => outline(picture, options)).join('\n'));
      return;
    }
    case 'mermaid': {
      const { mermaidOf } = await import('../../picture/mermaid.ts');
      stdout.write(mermaidOf(pictures));
      return;
    }
    case 'json':
      stdout.write(`${JSON.stringify({ pictures }, undefined, 2)}\n`);
      return;
    default:
      format satisfies never;
  }
};

/** Sentences: no wider than this, however wide the terminal. */
const WIDEST = 120;
/** A pipe is read by people and programs who fold lines themselves, if at all. */
const PIPE_WIDTH = 100;

const widthOf = (stdout: World['stdout']): number =>
  stdout.isTerminal ? Math.min(stdout.columns(), WIDEST) : PIPE_WIDTH;

const plain = (text: string): string => text;

/** Without colours chalk need not be loaded. */
const paintsFor = async (stdout: World['stdout']): Promise<OutlinePaints> => {
  if (stdout.colorLevel === 0) {
    return { plain, name: plain, condition: plain, aside: plain, fault: plain, tree: plain };
  }
  const { paletteFor } = await import('../../sinks/palette.ts');
  const { address, strong, dim, warn } = paletteFor(stdout);
  return { plain, name: address, condition: strong, aside: dim, fault: warn, tree: dim };
};
