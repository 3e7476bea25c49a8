/** The 13 call statuses of the Voice API, in the order of a call's life (voice-webhooks.md §4.1, S). */
export const CALL_STATUSES = [
  'started',
  'ringing',
  'answered',
  'human',
  'machine',
  'disconnected',
  'busy',
  'cancelled',
  'unanswered',
  'rejected',
  'failed',
  'timeout',
  'completed',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

/** Statuses after which nothing more happens to the leg (voice-webhooks.md §4.2, S). */
const ENDING: ReadonlySet<string> = new Set<CallStatus>([
  'busy',
  'cancelled',
  'unanswered',
  'rejected',
  'failed',
  'timeout',
  'completed',
]);

export const isCallStatus = (text: unknown): text is CallStatus => CALL_STATUSES.includes(text as CallStatus);

/** True for the statuses that end a leg. `disconnected` does not: the call goes on. */
export const endsCall = (status: string): boolean => ENDING.has(status);

/** Why a call came to nothing, by status (voice-webhooks.md §4.2). `carrier_timeout` is what SDKs have for `timeout` (U). */
export const DETAILS = {
  unanswered: ['unavailable', 'timeout', 'carrier_timeout'],
  rejected: ['declined', 'invalid_number', 'restricted'],
  failed: ['cannot_route', 'number_out_of_service', 'internal_error'],
} as const satisfies Partial<Record<CallStatus, readonly string[]>>;

export type Direction = 'inbound' | 'outbound';

/** Statuses whose reply may carry an NCCO that replaces the running one (voice-webhooks.md §4.4). */
export const SYNCHRONOUS_CONNECT_STATUSES: ReadonlySet<string> = new Set<CallStatus>([
  'timeout',
  'failed',
  'rejected',
  'unanswered',
  'busy',
]);
