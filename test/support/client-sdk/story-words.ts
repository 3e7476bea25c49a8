import type { Called } from './recorder.ts';

/** What an id is called in a story. */
export type Name = (id: string) => string;

const SORTS: readonly (readonly [beginning: RegExp, name: (count: number) => string])[] = [
  [/^CON-/, (count) => `C${count + 1}`],
  [/^MEM-/, (count) => `M${count + 1}`],
  [/^USR-/, (count) => `U${count + 1}`],
  [/^(NAM-|vapi-user-)/, (count) => `phone ${count + 1}`],
  [/^([\da-f]{32}$|[\da-f]{8}-)/, (count) => String.fromCharCode(65 + count)],
];

/** Gives letters and numbers in the order in which ids come up; what is no id keeps its name. */
export const namesInOrder = (): Name => {
  const names = new Map<string, string>();
  const counts = new Map<RegExp, number>();
  return (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const sort = SORTS.find(([beginning]) => beginning.test(id));
    if (sort === undefined) return id;
    const [beginning, naming] = sort;
    const count = counts.get(beginning) ?? 0;
    counts.set(beginning, count + 1);
    const given = naming(count);
    names.set(id, given);
    return given;
  };
};

interface ConversationEvent {
  readonly kind: string;
  readonly id?: number;
  readonly conversationId: string;
  readonly from: {
    readonly kind: string;
    readonly memberId?: string;
    readonly user?: { readonly name: string };
  };
  readonly eventType?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A callback on one line; undefined for those about conversations in `without`. */
export const wordsOf = (
  { name: callback, args }: Called,
  name: Name,
  without: ReadonlySet<string>,
): string | undefined => {
  if (callback !== 'conversationEvent')
    return [callback, ...args.map((arg) => argument(arg, name))].join(' ');
  // The SDK's only argument here (client-sdk.md §1.2).
  const event = args[0] as ConversationEvent;
  if (without.has(event.conversationId)) return undefined;
  const { kind, id, conversationId, from, eventType, body } = event;
  // Whose delivery comes first is chance.
  const number = id === undefined || kind === 'message:delivered' ? '' : ` #${id}`;
  const by = from.user ? ` by ${name(from.user.name)}` : '';
  return `${callback}${number} ${eventType ?? kind} in ${name(conversationId)}${by}: ${bodyWords(body, name)}`;
};

const argument = (arg: unknown, name: Name): string => {
  if (typeof arg === 'string') return name(arg);
  if (typeof arg !== 'object' || arg === null) return String(arg);
  // How good a line was depends on how long it lasted; an error says what is worth knowing in its code.
  return 'mos_score' in arg ? '{quality}' : `{${String((arg as { readonly code?: unknown }).code)}}`;
};

/** A member by user and leg; all else as it is, without what the SDK fills up with null. */
const bodyWords = (body: ConversationEvent['body'], name: Name): string => {
  const { memberId, user, channel, ...rest } = body;
  if (memberId === undefined) return JSON.stringify(rest, (_key, value) => value ?? undefined);
  const { id: leg } = channel as { readonly id: string | null };
  return `${name((user as { readonly name: string }).name)}${leg === null ? '' : ` on ${name(leg)}`}`;
};
