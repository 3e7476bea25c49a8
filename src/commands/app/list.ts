import { oneLine } from '../../edge/one-line.ts';
import type { ExitCode } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import { isJsonObject } from '../../vonage/json.ts';
import { rawAt } from '../../vonage/raw.ts';
import type { World } from '../../world.ts';
import { openAccount } from './account.ts';
import type { AccountFlags } from './flags.ts';
import { sayHeld } from './held.ts';
import { tableText } from './table.ts';

/** `vonage-flow app list`: all applications of the account. */
export const runList = async (flags: AccountFlags, world: World): Promise<ExitCode> => {
  const account = await openAccount(flags, undefined, world);
  await sayHeld(world, { apiHost: account.applications.apiHost });
  const all = await account.applications.list();
  if (flags.json) {
    const listed = all.map((application) => ({
      id: application.id,
      name: application.name,
      capabilities: capabilitiesOf(application),
    }));
    world.stdout.write(`${JSON.stringify({ type: 'apps', applications: listed })}\n`);
    return 0;
  }
  if (all.length === 0) {
    world.stderr.write('This account has no application. Make one: vonage-flow app create\n');
    return 0;
  }
  const rows = all.map((application) => [
    application.id,
    oneLine(application.name, 40),
    capabilitiesOf(application).join(','),
    application.id === account.named?.value ? `← ${account.named.origin}` : '',
  ]);
  world.stdout.write(tableText(['id', 'name', 'capabilities', ''], rows, world.stdout));
  return 0;
};

const capabilitiesOf = (application: Application): readonly string[] => {
  const raw = rawAt(application, ['capabilities']);
  return raw === 'absent' || !isJsonObject(raw.value)
    ? []
    : Object.keys(raw.value).map((name) => oneLine(name, 30));
};
