import type { JsonObject } from '../../../vonage/json.ts';
import type { LegRecord } from './ledger.ts';

export const CALLS_PATH = '/v1/calls';

/** A call object as GET gives it (voice-api.md §4): the bill only when the leg is `completed`. */
export const callBody = (leg: LegRecord, origin: string): JsonObject => ({
  _links: { self: { href: `${origin}${CALLS_PATH}/${leg.uuid}` } },
  uuid: leg.uuid,
  conversation_uuid: leg.conversation,
  to: leg.to,
  from: leg.from,
  status: statusOf(leg),
  direction: leg.direction,
  ...(leg.status === 'completed' && leg.bill && billFields(leg.bill)),
});

/** The list of §3 has neither `human` nor `disconnected`: such a leg is still answered. */
export const statusOf = ({ status }: LegRecord): string =>
  status === 'human' || status === 'disconnected' ? 'answered' : status;

// The names are those of the `completed` webhook; what is null there is left out here.
const billFields = (bill: NonNullable<LegRecord['bill']>): JsonObject =>
  Object.fromEntries(Object.entries(bill).filter(([, value]) => value !== null));
