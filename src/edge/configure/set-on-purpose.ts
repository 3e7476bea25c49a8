import { type Application, slotAddress } from '../../vonage/application.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { readChange } from './change-record.ts';
import { withPlaces } from './places.ts';

/**
 * Which URLs of an application somebody chose by `app configure` on this computer, as far as the notes of changes tell. A
 * note that makes no sense tells nothing.
 */
export const setOnPurpose = async (
  world: World,
  apiHost: string,
  id: string,
): Promise<(slot: SlotId, address: string) => boolean> => {
  const record = await readChange(world, apiHost, id).catch(() => undefined);
  const empty: Application = { id, name: '' };
  const changes = record === undefined ? [] : [record, ...(record.earlier ?? [])];
  const chosen = changes.reduceRight((known, { places }) => withPlaces(known, places, 'after'), empty);
  return (slot, address) => slotAddress(chosen, slot) === address;
};
