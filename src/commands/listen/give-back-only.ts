import { openApplications } from '../../edge/applications.ts';
import { giveBackForEarlier } from '../../edge/borrow/give-back.ts';
import { readJournal } from '../../edge/borrow/journal.ts';
import { projectFolder } from '../../edge/config/find-config.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import type { Sourced } from '../../edge/credentials/credential-sources.ts';
import { resolveCredentials } from '../../edge/credentials/credentials.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import type { World } from '../../world.ts';
import { heldByLiving, isLeftBehind } from '../app/held.ts';
import type { ListenFlags } from './flags.ts';

/** `listen --give-back`: returns what a killed run still holds, and ends. A run that lives keeps its URLs, unless --take-over says that it does not. */
export const giveBackOnly = async (flags: ListenFlags, world: World): Promise<ExitCode> => {
  const tell = (words: string): void => world.stderr.write(`${words}\n`);
  const {
    account,
    applicationId,
    apiHost: host,
  } = await resolveCredentials(world, {
    apiKey: flags.apiKey,
    apiSecret: flags.apiSecret,
    applicationId: flags.app,
    directory: await projectFolder(world.cwd, flags.config),
    configured: await configuredApplication(flags, world, tell),
  });
  if (applicationId === undefined) {
    throw badUsage({
      what: 'Which application shall get its webhook URLs back?',
      tryThis: 'name it: vonage-flow listen --give-back --app <id>',
    });
  }
  for (const remark of host.remarks) tell(remark);
  const applications = openApplications({ ...account, apiHost: host.apiHost });
  const entry = await readJournal(world, applications.apiHost, applicationId.value);
  if (entry !== undefined && !flags.takeOver && !isLeftBehind(world, entry)) {
    tell(heldByLiving(entry));
    tell('  → stop that run, or, when there is no such run any more, add --take-over');
    return 0;
  }
  if (entry === undefined) {
    tell(`Nothing is held of application ${applicationId.value}: there is nothing to give back.`);
    return 0;
  }
  const given = await giveBackForEarlier(world, applications, entry, { tell });
  if (given.by === 'nobody') {
    tell(heldByLiving(given.holder));
    return 0;
  }
  const left = given.by === 'us' ? given.left : [];
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
