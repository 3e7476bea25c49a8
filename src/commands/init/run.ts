import { join, relative, resolve } from 'node:path';
import { writeTemplate } from '../../edge/write-template.ts';
import type { ExitCode } from '../../failure.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { goTo, refuseOverwriting, refuseSecondConfig } from '../write-new-files.ts';
import { credentialHints } from './credential-hints.ts';
import { findSchema } from './find-schema.ts';
import { CONFIG, firstFiles } from './first-files.ts';
import type { InitFlags } from './flags.ts';
import { type Wishes, wishesFor } from './wishes.ts';

/** `vonage-flow init`: writes a config and its first NCCO, and says what comes next. */
export const runInit = async (flags: InitFlags, world: World): Promise<ExitCode> => {
  const folder = resolve(world.cwd, flags.out ?? '.');
  // What is in the way is said before anything is asked.
  await refuse(folder, [{ path: CONFIG, text: '' }], world);
  const wishes = await wishesFor(flags, world);
  const files = firstFiles(wishes, await findSchema(folder));
  await refuse(folder, files, world);
  await writeTemplate(folder, files, false);
  const shown = files.map(({ path }) => printable(relative(world.cwd, join(folder, path))));
  world.stdout.write(`${shown.join('\n')}\n`);
  world.stderr.write(
    nextSteps(wishes, goTo(folder, world.cwd), await credentialHints(folder, wishes, world)),
  );
  return 0;
};

const refuse = async (
  folder: string,
  files: Parameters<typeof writeTemplate>[1],
  { cwd }: World,
): Promise<void> => {
  await refuseSecondConfig(folder, files, cwd);
  await refuseOverwriting(folder, files, cwd, [
    'write elsewhere: --out <folder>',
    'or move it away first: init writes over nothing',
  ]);
};

const nextSteps = (wishes: Wishes, cd: string, hints: readonly string[]): string => {
  const server =
    wishes.forward === undefined
      ? ''
      : `Start your server at ${printable(wishes.forward)}, which answers.
`;
  const real =
    wishes.application === undefined
      ? ''
      : `Run it for your application, whose webhooks it gives back at the end:
  ${cd}vonage-flow listen
`;
  return `
${server}Run it, with no account and no phone (key c places a call):
  ${cd}vonage-flow listen --emulator
${real}Check it:
  ${cd}vonage-flow ncco validate
${hints.map((hint) => `${hint}\n`).join('')}`;
};
