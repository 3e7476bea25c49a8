import { Failure, stoppedBefore } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import { type Application, slotAddress } from '../../vonage/application.ts';
import { SLOTS, type SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import { isTunnelAddress, probeUrl } from './probe-url.ts';
import { rememberSlot, type SlotMemory } from './slot-memory.ts';

/**
 * Slots whose URL is that of a listener which is gone: our own path, or any, behind a tunnel that no longer is. To give such a URL back at the end
 * would point calls to nobody, or to whoever gets the tunnel's name next.
 */
export const findDeadEnds = async (
  application: Application,
  slots: readonly SlotId[],
  signal: AbortSignal | undefined,
): Promise<readonly SlotId[]> => {
  const dead = await Promise.all(
    slots.map(async (slot) => {
      const address = slotAddress(application, slot);
      if (address === undefined || !isListeners(slot, address)) return [];
      return (await probeUrl(address, signal)).dead ? [slot] : [];
    }),
  );
  return dead.flat();
};

const isListeners = (slot: SlotId, address: string): boolean =>
  URL.canParse(address) && (isTunnelAddress(address) || new URL(address).pathname === SLOTS[slot].path);

/**
 * Such slots as if one of our own runs had put the dead URLs there, and nothing had been there before. Asks whether that is right; where
 * nobody can be asked it fails (exit code 3).
 */
export const rememberDeadEnds = async (
  world: World,
  application: Application,
  dead: readonly SlotId[],
): Promise<readonly SlotMemory[]> => {
  if (dead.length === 0) return [];
  const lines = dead.map((slot) => `  ${slot}  ${oneLine(maskText(slotAddress(application, slot) ?? ''))}`);
  if (!world.keyboard.isTerminal || !world.stderr.isTerminal) {
    const [slot = 'voice.answer'] = dead;
    throw new Failure({
      what: `Application ${application.id} holds webhook URLs of a listener that is gone`,
      why: `${lines.join('\n')}\nNobody knows what was there before, so there is nothing to give back at the end.`,
      tryThis: [
        'on the computer where it ran: vonage-flow app restore',
        `or say what belongs there: vonage-flow app configure ${application.id} --set ${slot}=https://…`,
        `or that nothing does: vonage-flow app configure ${application.id} --unset ${dead.join(',')}`,
      ],
    });
  }
  world.stderr.write(
    `These webhook URLs are of a listener that is gone, and nobody knows what was there before:\n${lines.join('\n')}\n`,
  );
  const answer = await world.keyboard.ask('Leave these slots empty at the end? [y/N] ');
  if (answer === undefined) world.stderr.write('\n');
  if (answer === undefined || !/^\s*y(es)?\s*$/i.test(answer))
    throw stoppedBefore('the application was changed');
  return dead.map((slot) => {
    const { webhooksBefore: _none, ...memo } = rememberSlot(application, slot, [
      slotAddress(application, slot) ?? '',
    ]);
    return { ...memo, before: 'absent' as const };
  });
};
