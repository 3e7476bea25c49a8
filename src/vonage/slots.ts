/**
 * A slot is a place for a webhook URL in an application, written `voice.answer` on the command line and
 * `capabilities.voice.webhooks.answer_url` on the wire (applications-api.md §2).
 */
export interface Slot {
  readonly id: SlotId;
  readonly capability: 'voice' | 'rtc' | 'messages' | 'verify';
  /** Key inside `capabilities.<capability>.webhooks`. */
  readonly key: string;
  /** Method Vonage uses when the application names none (voice-webhooks.md §8, S). */
  readonly defaultMethod: 'GET' | 'POST';
  readonly methods: readonly ('GET' | 'POST')[];
  /** Our own address for it (DESIGN §4). */
  readonly path: string;
  /** True when Vonage expects an NCCO in the reply. */
  readonly expectsNcco: boolean;
  /** Milliseconds; default limits of the platform (voice-webhooks.md §8, S). RTC has no documented ones (U): the event defaults. */
  readonly connectTimeout: number;
  readonly socketTimeout: number;
}

export type SlotId =
  | 'voice.answer'
  | 'voice.event'
  | 'voice.fallback'
  | 'rtc.event'
  | 'messages.inbound'
  | 'messages.status'
  | 'verify.status';

const slot = (
  id: SlotId,
  key: string,
  defaultMethod: 'GET' | 'POST',
  more: Partial<Pick<Slot, 'methods' | 'expectsNcco' | 'socketTimeout'>> = {},
): Slot => {
  // The ids are written `<capability>.<name>` just above.
  const [capability, name] = id.split('.') as [Slot['capability'], string];
  return {
    id,
    capability,
    key,
    defaultMethod,
    methods: more.methods ?? ['GET', 'POST'],
    path: `/webhooks/${capability}/${name}`,
    expectsNcco: more.expectsNcco ?? false,
    connectTimeout: 1000,
    socketTimeout: more.socketTimeout ?? 10_000,
  };
};

export const SLOTS: Readonly<Record<SlotId, Slot>> = {
  'voice.answer': slot('voice.answer', 'answer_url', 'GET', { expectsNcco: true, socketTimeout: 5000 }),
  'voice.event': slot('voice.event', 'event_url', 'POST'),
  'voice.fallback': slot('voice.fallback', 'fallback_answer_url', 'GET', {
    expectsNcco: true,
    socketTimeout: 5000,
  }),
  'rtc.event': slot('rtc.event', 'event_url', 'POST'),
  'messages.inbound': slot('messages.inbound', 'inbound_url', 'POST', { methods: ['POST'] }),
  'messages.status': slot('messages.status', 'status_url', 'POST', { methods: ['POST'] }),
  'verify.status': slot('verify.status', 'status_url', 'POST', { methods: ['POST'] }),
};

export const SLOT_IDS = Object.keys(SLOTS) as readonly SlotId[];

/** The slots that `listen` borrows when nothing else is said (DESIGN §3). */
export const DEFAULT_BORROW: readonly SlotId[] = ['voice.answer', 'voice.event', 'rtc.event'];

export const isSlotId = (text: unknown): text is SlotId =>
  typeof text === 'string' && Object.hasOwn(SLOTS, text);

/** Bounds of `connect_timeout` in milliseconds, and the lower one of `socket_timeout`; its upper one is the slot's default (applications-api.md §2.2). */
export const CONNECT_TIMEOUT = { min: 300, max: 1000 } as const;
export const SOCKET_TIMEOUT_MIN = 1000;
