import { Failure, stoppedBefore } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import { fitted } from '../../text/fitted.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import { SLOTS, type SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { setOnPurpose } from '../configure/set-on-purpose.ts';
import { oneLine } from '../one-line.ts';
import type { KnownAnswers } from './ask-origin.ts';
import { isTunnelAddress, probeUrl } from './probe-url.ts';
import { rememberSlot, type SlotMemory } from './slot-memory.ts';

export interface DeadEndOptions {
  readonly signal?: AbortSignal | undefined;
  /** URLs of localtunnel servers of one's own. */
  readonly tunnelServers?: readonly string[] | undefined;
  /** What the origins have said already. */
  readonly answers?: KnownAnswers;
}

/**
 * Slots whose URL is that of a listener which is gone. To give such a URL back at the end would point calls to nobody, or to whoever
 * gets the tunnel's name next. What somebody has chosen by `app configure` is no such URL, wherever it leads.
 */
export const findDeadEnds = async (
  world: World,
  apiHost: string,
  application: Application,
  slots: readonly SlotId[],
  { signal, tunnelServers = [], answers }: DeadEndOptions,
): Promise<readonly SlotId[]> => {
  const isChosen = await setOnPurpose(world, apiHost, application.id);
  const dead = await Promise.all(
    slots.map(async (slot) => {
      const address = slotAddress(application, slot);
      if (address === undefined || isChosen(slot, address)) return [];
      if (!isListeners(slot, address, tunnelServers)) return [];
      // What its host says of a tunnel that is gone counts on whatever host.
      return (await probeUrl(address, { signal, servers: [address], answers })).dead ? [slot] : [];
    }),
  );
  return dead.flat();
};

/**
 * A tunnel of a provider or of one's own server, or our own path on whatever host: what looks like a host of one's own may be a tunnel that a
 * colleague had. It may be a server that is down just now as well; then it is asked about once more than needed, and nothing is lost.
 */
export const isListeners = (slot: SlotId, address: string, tunnelServers: readonly string[] = []): boolean =>
  URL.canParse(address) &&
  (isTunnelAddress(address, tunnelServers) || new URL(address).pathname === SLOTS[slot].path);

/**
 * Such slots as if one of our own runs had put the dead URLs there, and nothing had been there before. Asks whether that is right, or
 * whether the same URLs shall be given back: then there are none. Where nobody can be asked it fails (exit code 3).
 */
export const rememberDeadEnds = async (
  world: World,
  application: Application,
  dead: readonly SlotId[],
): Promise<readonly SlotMemory[]> => {
  if (dead.length === 0) return [];
  const lines = dead.map((slot) => `  ${slot}  ${oneLine(maskText(slotAddress(application, slot) ?? ''))}`);
  if (!world.keyboard.isTerminal || !world.stderr.isTerminal) {
    const sets = dead.map((slot) => `--set ${slot}=https://…`).join(' ');
    throw new Failure({
      what: `Application ${application.id} holds webhook URLs of a listener that is gone`,
      why: `${lines.join('\n')}\nNobody knows what was there before, so there is nothing to give back at the end.`,
      tryThis: [
        'on the computer where it ran: vonage-flow app restore',
        `or say what belongs there: vonage-flow app configure ${application.id} ${sets}`,
        `or that nothing does: vonage-flow app configure ${application.id} --unset ${dead.join(',')}`,
        'or, when they are of a server of yours that is down just now, start that first',
        'or, when these very URLs shall be given back, start at a terminal, which asks',
      ],
    });
  }
  const words = 'These webhook URLs are of a listener that is gone, and nobody knows what was there before:';
  world.stderr.write(`${fitted(words, world.stderr)}\n${lines.join('\n')}\n`);
  const answer = await world.keyboard.ask(
    'At the end leave these slots empty (e), or give the same URLs back (s)? [e/s/N] ',
  );
  if (answer === undefined) world.stderr.write('\n');
  if (answer !== undefined && /^\s*s(ame)?\s*$/i.test(answer)) return [];
  if (answer === undefined || !/^\s*e(mpty)?\s*$/i.test(answer))
    throw stoppedBefore('the application was changed');
  return dead.map((slot) => {
    const { webhooksBefore: _none, ...memo } = rememberSlot(application, slot, [
      slotAddress(application, slot) ?? '',
    ]);
    return { ...memo, before: 'absent' as const };
  });
};
