import type { JsonObject } from '../../vonage/json.ts';
import { isSlotId } from '../../vonage/slots.ts';
import type { Deadline } from '../ncco-use.ts';
import { numberAt, textAt } from './field-of.ts';

/** How long Vonage waited for a reply; undefined where the record does not say. */
export const recordedDeadline = (deadline: JsonObject): Deadline | undefined => {
  const slot = textAt(deadline, 'slot');
  const limit = numberAt(deadline, 'limit');
  if (slot === undefined || !isSlotId(slot) || limit === undefined) return undefined;
  return { slot, limit, tunnel: numberAt(deadline, 'tunnel') ?? 0 };
};
