import { openApplications } from '../../edge/applications.ts';
import { giveBackFromJournal } from '../../edge/borrow/give-back.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import { resolveCredentials } from '../../edge/credentials.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import type { World } from '../../world.ts';
import { apiHostFrom } from './api-host.ts';
import type { ListenFlags } from './flags.ts';

/** `listen --give-back`: returns what a killed run still holds, and ends. */
export const giveBackOnly = async (flags: ListenFlags, world: World): Promise<ExitCode> => {
  const config = await loadConfig(world, { explicit: flags.config, builtIn: true });
  const { account, applicationId } = await resolveCredentials(world, {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    applicationId: flags.app,
    configured:
      config.application !== undefined && config.file !== undefined
        ? { value: config.application, origin: config.file }
        : undefined,
  });
  if (applicationId === undefined) {
    throw badUsage({
      what: 'Which application shall get its webhook URLs back?',
      tryThis: 'name it: vonage-flow listen --give-back --app <id>',
    });
  }
  const tell = (words: string): void => world.stderr.write(`${words}\n`);
  const { apiHost, remarks } = apiHostFrom(world.env);
  for (const remark of remarks) tell(remark);
  const applications = openApplications({ ...account, apiHost });
  const left = await giveBackFromJournal(world, applications, applicationId.value, { tell });
  if (left === undefined) {
    tell(`Nothing is held of application ${applicationId.value}: there is nothing to give back.`);
    return 0;
  }
  if (left.length === 0) {
    tell(`Gave the webhook URLs of application ${applicationId.value} back.`);
    return 0;
  }
  for (const { slot, why, undo } of left)
    tell(`✗ ${slot} was not given back: ${why}\n  → try again: ${undo}`);
  return 3;
};
