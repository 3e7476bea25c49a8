import type { KnownAnswers } from '../../edge/borrow/ask-origin.ts';
import { holderWords, hostElsewhere } from '../../edge/borrow/holder.ts';
import { readJournal } from '../../edge/borrow/journal.ts';
import { isTunnelAddress, probeUrl } from '../../edge/borrow/probe-url.ts';
import { joinMemories } from '../../edge/borrow/slot-memory.ts';
import { type Inherited, inheritFrom } from '../../edge/borrow/take-over.ts';
import type { Config } from '../../edge/config/config.ts';
import { oneLine } from '../../edge/one-line.ts';
import { badUsage, Failure } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import type { OpenAccount } from './account.ts';
import { isLeftBehind, restoreCommand } from './held.ts';

/** True when the config marks this application, or the only one that it can mean, as one that serves real callers. */
export const servesRealCallers = (config: Config | undefined, id: string): boolean =>
  config?.production === true && (config.application?.toLowerCase() ?? id) === id;

/** Refuses to change an application that the config marks `production: true`, unless --production says so. */
export const requireProductionFlag = (
  config: Config | undefined,
  id: string,
  given: boolean | undefined,
): void => {
  if (!servesRealCallers(config, id) || given === true) return;
  throw badUsage({
    what: `Application ${id} serves real callers: ${config?.file ?? 'the config'} says \`production: true\``,
    why: 'Nothing was changed.',
    tryThis: [
      'use an application for development: vonage-flow app create',
      'or, when you mean it, add --production',
    ],
  });
};

/**
 * Refuses to change slots that somebody uses right now, unless --take-over says so: those that a listener holds, on this computer or
 * another, and those that point to a tunnel which answers. What a dead run holds has to go back first. Resolves with what the listeners that
 * are taken over hold.
 */
export const requireNobodyThere = async (
  world: World,
  { applications: { apiHost }, apiSecret }: Pick<OpenAccount, 'applications' | 'apiSecret'>,
  application: Application,
  slots: readonly SlotId[],
  takeOver: boolean | undefined,
): Promise<Inherited> => {
  const { id } = application;
  const entry = await readJournal(world, apiHost, id);
  const held = entry?.slots.filter(({ slot }) => slots.includes(slot)).map(({ slot }) => slot) ?? [];
  if (entry !== undefined && held.length > 0 && isLeftBehind(world, entry)) {
    throw new Failure({
      what: `A run that died still holds ${held.join(', ')} of application ${id}`,
      why: 'What was there before would be lost.',
      tryThis: [`give it back first: ${restoreCommand(id)}`, 'then start again'],
    });
  }
  const neighbours = { secret: apiSecret, takeOver: takeOver === true };
  if (takeOver === true) {
    const { slots: ofOthers, tellOwners } = await inheritFrom(
      world,
      application,
      slots,
      neighbours,
      world.stop.requested,
    );
    // A listener of this computer is known by its journal, whatever its way in does just now.
    return { slots: joinMemories([...ofOthers, ...(entry?.slots ?? [])]), tellOwners };
  }
  if (entry !== undefined && held.length > 0) {
    throw new Failure({
      what: `A running listener ${hostElsewhere(entry) === undefined ? 'of this computer' : 'of another computer'} (${holderWords(entry)}) holds ${held.join(', ')} of application ${id}`,
      why: 'Its calls and events would go elsewhere. It gives the old URLs back when it ends.',
      tryThis: ['stop it', 'or, when you mean it, add --take-over'],
    });
  }
  const answers: KnownAnswers = new Map();
  const signal = world.stop.requested;
  const inherited = await inheritFrom(world, application, slots, neighbours, signal, answers);
  for (const slot of slots) {
    const address = slotAddress(application, slot);
    if (address === undefined || !isTunnelAddress(address)) continue;
    const { dead } = await probeUrl(address, { signal, answers });
    if (dead) continue;
    throw new Failure({
      what: `${slot} points to somebody's tunnel, and it is open: ${oneLine(maskText(address))}`,
      why: 'Another developer may be listening there right now.',
      tryThis: ['ask who it is', 'or, when you mean it, add --take-over'],
    });
  }
  return inherited;
};
