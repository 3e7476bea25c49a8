import { isAlive } from '../../../edge/borrow/holder.ts';
import { readJournal, type Serves } from '../../../edge/borrow/journal.ts';
import { loadConfig } from '../../../edge/config/load-config.ts';
import { Failure } from '../../../failure.ts';
import { VONAGE_API } from '../../../vonage/hosts.ts';
import type { SlotId } from '../../../vonage/slots.ts';
import type { World } from '../../../world.ts';
import type { ApplicationKey } from '../../application-key.ts';

/** The public addresses of a `listen` that runs. */
export interface Listening {
  readonly answer: string | undefined;
  readonly event: string | undefined;
  readonly serves: Serves | undefined;
}

/** The `listen` of this machine that has borrowed the application's webhooks, found by its journal; undefined when none runs. */
export const findListening = async (
  { applicationId, apiHost }: ApplicationKey,
  world: World,
): Promise<Listening | undefined> => {
  const entry = await readJournal(world, apiHost ?? VONAGE_API, applicationId).catch(() => undefined);
  if (entry === undefined || !isAlive(world, entry)) return undefined;
  // The first is where it is now; those behind it were before.
  const at = (id: SlotId) => entry.slots.find(({ slot }) => slot === id)?.ours[0];
  return { answer: at('voice.answer'), event: at('voice.event'), serves: entry.serves };
};

/**
 * The names of its NCCOs now: an edit of the config counts at once. Undefined when the config cannot be read now; then the last good
 * version goes on serving, which only the listener knows.
 */
export const namesServed = async (
  { config, nccos }: Serves,
  world: World,
): Promise<readonly string[] | undefined> => {
  if (config === undefined) return nccos;
  try {
    return (await loadConfig(world, { explicit: config, builtIn: false })).nccos.names;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
};
