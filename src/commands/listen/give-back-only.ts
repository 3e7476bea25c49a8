import { openApplications } from '../../edge/applications.ts';
import { giveBackFromJournal } from '../../edge/borrow/give-back.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import { resolveCredentials, type Sourced } from '../../edge/credentials.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import type { World } from '../../world.ts';
import { apiHostFrom } from './api-host.ts';
import type { ListenFlags } from './flags.ts';

/** `listen --give-back`: returns what a killed run still holds, and ends. */
export const giveBackOnly = async (flags: ListenFlags, world: World): Promise<ExitCode> => {
  const tell = (words: string): void => world.stderr.write(`${words}\n`);
  const { account, applicationId } = await resolveCredentials(world, {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    applicationId: flags.app,
    configured: await configuredApplication(flags, world, tell),
  });
  if (applicationId === undefined) {
    throw badUsage({
      what: 'Which application shall get its webhook URLs back?',
      tryThis: 'name it: vonage-flow listen --give-back --app <id>',
    });
  }
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

/** What the config names. It is not looked at when something else names the application, and a broken one stops nobody here. */
const configuredApplication = async (
  flags: ListenFlags,
  world: World,
  tell: (words: string) => void,
): Promise<Sourced | undefined> => {
  const { VONAGE_APPLICATION_ID, VONAGE_APP_ID } = world.env;
  if ([flags.app, VONAGE_APPLICATION_ID, VONAGE_APP_ID].some((id) => id?.trim())) return undefined;
  try {
    const { application, file } = await loadConfig(world, { explicit: flags.config, builtIn: true });
    return application !== undefined && file !== undefined ? { value: application, origin: file } : undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell(`The config was passed over: ${error.what}.`);
    return undefined;
  }
};
