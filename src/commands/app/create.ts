import { rm } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { factsOf } from '../../edge/api-failure.ts';
import { writeKeyFile } from '../../edge/configure/key-file.ts';
import { nameApplication } from '../../edge/configure/name-application.ts';
import { moveNumbers } from '../../edge/configure/number-change.ts';
import { makeKeyPair } from '../../edge/emulator/identity.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, type ExitCode, Failure, reasonOf } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import { openAccount } from './account.ts';
import type { CreateFlags } from './flags.ts';
import { sayHeld } from './held.ts';
import { changeAt, planNumbers } from './link-numbers.ts';
import { requireConsentToTake } from './take-numbers.ts';

/**
 * `vonage-flow app create`: an application with a key pair that is made here, so that the private key never travels; its file is written
 * first and taken away again when the platform refuses. The id goes into the config that names none yet.
 */
export const runCreate = async (
  given: string | undefined,
  flags: CreateFlags,
  world: World,
): Promise<ExitCode> => {
  const account = await openAccount(flags, undefined, world);
  await sayHeld(world, { apiHost: account.applications.apiHost });
  const directory = account.config?.directory ?? world.cwd;
  const name = given ?? basename(directory);
  if (name.trim() === '')
    throw badUsage({ what: 'An application needs a name', tryThis: 'vonage-flow app create "my app"' });
  const keyFile = resolve(world.cwd, flags.keyFile ?? join(directory, `${fileName(name)}.key`));
  const shown = relative(world.cwd, keyFile) || keyFile;
  const wanted = flags.linkNumber ?? [];
  // A number that is not there is found out before anything is made.
  const numbers = await planNumbers(account.numbers, wanted, '');
  await requireConsentToTake(account, numbers, flags, world);
  const { publicKey, privateKey } = await makeKeyPair();
  world.secrets.keep(privateKey);
  await writeKeyFile(keyFile, shown, privateKey);
  // Both, when neither is named: RTC events show what happens inside a call.
  const both = flags.voice !== true && flags.rtc !== true;
  const fields = {
    name,
    keys: { public_key: publicKey },
    capabilities: {
      ...((flags.voice || both) && { voice: { webhooks: {}, signed_callbacks: true } }),
      ...((flags.rtc || both) && { rtc: { webhooks: {}, signed_callbacks: true } }),
    },
  };
  const application = await account.applications.create(fields).catch(async (error: unknown) => {
    // When nobody knows whether it was made, the key may be the only one to it.
    if (factsOf(error)?.outcomeUnknown !== false) throw unknownOutcome(error, shown);
    await rm(keyFile, { force: true });
    throw error;
  });
  const isNamed =
    account.config !== undefined &&
    !account.emulated &&
    (await nameApplication(world, account.config, application.id));
  const { tell } = changeAt(account, world);
  const linked = numbers.map((one) => ({ ...one, after: application.id }));
  const at = { numbers: account.numbers, apiHost: account.applications.apiHost, application: application.id };
  await moveNumbers(world, at, linked, tell).catch((error: unknown) => {
    throw notLinked(error, application, shown);
  });
  const made: Made = {
    application,
    shown,
    isNamed,
    configFile: account.config?.file,
    configNames: account.config?.application,
  };
  if (flags.json) world.stdout.write(`${JSON.stringify(asJson(made, keyFile, wanted))}\n`);
  else world.stdout.write(asText(made, wanted, flags.emulator !== undefined, world));
  return 0;
};

interface Made {
  readonly application: Application;
  /** The key file, as one would type it. */
  readonly shown: string;
  readonly isNamed: boolean;
  readonly configFile: string | undefined;
  readonly configNames: string | undefined;
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'private';

const asJson = (
  { application, isNamed, configFile }: Made,
  keyFile: string,
  numbers: readonly string[],
): object => ({
  type: 'app-created',
  id: application.id,
  name: application.name,
  keyFile,
  numbers,
  config: isNamed ? (configFile ?? null) : null,
});

const asText = (made: Made, numbers: readonly string[], emulated: boolean, world: World): string => {
  const { application, shown, isNamed, configFile, configNames } = made;
  const { id } = application;
  const lines = [
    `✓ Made application "${oneLine(application.name, 60)}" (${id}).`,
    `  Its private key: ${shown} (${world.platform === 'win32' ? 'on Windows, whoever may read its folder can read it' : 'readable for you alone'}; keep it out of git)`,
  ];
  if (numbers.length > 0) lines.push(`  Linked: ${numbers.join(', ')}`);
  if (isNamed) lines.push(`  Its id is now in ${configFile}.`);
  else if (configNames !== undefined)
    lines.push(`  ${configFile} names another application (${configNames}) and was left as it is.`);
  lines.push(
    '',
    'Next:',
    ...(isNamed ? [] : [`  export VONAGE_APPLICATION_ID=${id}`]),
    `  export VONAGE_PRIVATE_KEY=${shown}`,
    emulated
      ? `  vonage-flow app show ${id} --emulator`
      : `  vonage-flow listen${isNamed ? '' : ` --app ${id}`}`,
  );
  return `${lines.join('\n')}\n`;
};

/** The application is there, and with it the only key to it. */
const notLinked = (error: unknown, { id, name }: Application, keyFile: string): unknown =>
  error instanceof Failure
    ? new Failure({
        what: `Application "${oneLine(name, 60)}" (${id}) was made, its private key is ${keyFile}, but not all numbers are linked`,
        why: reasonOf(error),
        tryThis: [`link them: vonage-flow app configure ${id} --link-number <number>`, ...error.tryThis],
      })
    : error;

const unknownOutcome = (error: unknown, keyFile: string): Failure =>
  new Failure({
    what: 'It is not known whether the application was made',
    why: reasonOf(error),
    tryThis: [
      'look for it: vonage-flow app list',
      `its private key would be ${keyFile}; without the application remove that file, and start again`,
    ],
  });
