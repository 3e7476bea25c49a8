import { type Application, slotAddress } from '../../vonage/application.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { readChange } from './change-record.ts';
import { withPlaces } from './places.ts';

/**
 * Which URLs of an application somebody chose by `app configure` on this computer, as far as the note of the last change tells. A
 * note that makes no sense tells nothing.
 */
export const setOnPurpose = async (
  world: World,
  apiHost: string,
  id: string,
): Promise<(slot: SlotId, address: string) => boolean> => {
  const record = await readChange(world, apiHost, id).catch(() => undefined);
  const empty: Application = { id, name: '' };
  const chosen = withPlaces(empty, record?.places ?? [], 'after');
  return (slot, address) => slotAddress(chosen, slot) === address;
};
