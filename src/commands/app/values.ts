import { InvalidArgumentError } from '../../commander.ts';
import { CAPABILITIES, type Capability } from '../../edge/configure/wishes.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { REGION_HOSTS } from '../../vonage/regions.ts';
import { isSlotId, SLOT_IDS, type SlotId } from '../../vonage/slots.ts';

type BySlot<T> = Readonly<Partial<Record<SlotId, T>>>;

/** `voice.answer`. */
const slotNamed = (name: string): SlotId => {
  const slot = name.trim().toLowerCase();
  if (isSlotId(slot)) return slot;
  throw new InvalidArgumentError(
    `${didYouMean(slot, SLOT_IDS)?.replace(/^d/, 'D') ?? ''} Slots: ${SLOT_IDS.join(', ')}.`.trim(),
  );
};

/** `slot=value`, once more for each; for commander, which hands in those that came before. */
const bySlot =
  <T>(read: (text: string, slot: SlotId) => T, example: string) =>
  (text: string, before: BySlot<T> = {}): BySlot<T> => {
    const equals = text.indexOf('=');
    if (equals === -1) throw new InvalidArgumentError(`Write a slot, = and the value: ${example}`);
    const slot = slotNamed(text.slice(0, equals));
    return { ...before, [slot]: read(text.slice(equals + 1).trim(), slot) };
  };

export const setValue = bySlot((address, slot) => {
  if (address !== '') return address;
  throw new InvalidArgumentError(`To empty a slot write --unset ${slot}.`);
}, 'voice.answer=https://calls.example.com/answer');

export const methodValue = bySlot((text): 'GET' | 'POST' => {
  const method = text.toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  throw new InvalidArgumentError('It is GET or POST.');
}, 'voice.answer=POST');

export const timeoutValue = bySlot((text) => {
  const milliseconds = text.replace(/ms$/i, '');
  if (/^\d{1,6}$/.test(milliseconds)) return Number(milliseconds);
  throw new InvalidArgumentError('Write milliseconds as a whole number: voice.event=8000');
}, 'voice.event=8000');

export const slotsValue = (text: string, before: readonly SlotId[] = []): readonly SlotId[] => [
  ...new Set([...before, ...text.split(',').map(slotNamed)]),
];

export const capabilityValue = (text: string, before: readonly Capability[] = []): readonly Capability[] => {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const wrong = names.find((name) => !CAPABILITIES.some((one) => one === name));
  if (wrong !== undefined) throw new InvalidArgumentError(`It is one of ${CAPABILITIES.join(', ')}.`);
  // Each is one of them, as was just seen.
  return [...new Set([...before, ...(names as Capability[])])];
};

export const regionValue = (text: string): string => {
  const region = text.trim().toLowerCase();
  if (region === 'none' || Object.hasOwn(REGION_HOSTS, region)) return region;
  throw new InvalidArgumentError(`It is one of ${Object.keys(REGION_HOSTS).join(', ')}, or none.`);
};

interface Signing {
  readonly voice?: boolean;
  readonly rtc?: boolean;
  readonly on?: boolean;
}

/** `on`, `off`, or for one capability alone: `voice=off`. */
export const signingValue = (text: string, before: Signing = {}): Signing => {
  const [, which, word = ''] = /^(?:(voice|rtc)=)?(.*)$/i.exec(text.trim()) ?? [];
  if (!/^(on|off)$/i.test(word)) throw new InvalidArgumentError('It is on or off, or voice=off, rtc=on.');
  return { ...before, [which?.toLowerCase() ?? 'on']: word.toLowerCase() === 'on' };
};
