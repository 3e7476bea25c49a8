import type { Config } from '../../edge/config/config.ts';
import { joinWishes, NO_WISHES, type WishedSlot, type Wishes } from '../../edge/configure/wishes.ts';
import { badUsage } from '../../failure.ts';
import { type Application, hasCapability, slotAddress } from '../../vonage/application.ts';
import { DEFAULT_BORROW, isSlotId, SLOTS, type SlotId } from '../../vonage/slots.ts';
import type { ConfigureFlags } from './flags.ts';

/** All that flags and config wish of an application: the config first, then the base, then what is named slot by slot. */
export const wishesOf = (
  flags: ConfigureFlags,
  config: Config | undefined,
  application: Application,
): Wishes => {
  const named = namedWishes(flags);
  const speaks = flags.fromConfig === true || (flags.check === true && isSilent(flags));
  const ofConfig = speaks ? configWishes(config, flags, application) : NO_WISHES;
  const base =
    flags.baseUrl === undefined ? NO_WISHES : baseWishes(flags.baseUrl, flags, config, application);
  return [base, named].reduce(joinWishes, ofConfig);
};

/** True when no flag names anything that the application should hold. */
export const isSilent = (flags: ConfigureFlags): boolean =>
  (
    [
      'set',
      'method',
      'connectTimeout',
      'socketTimeout',
      'unset',
      'addCapability',
      'signedCallbacks',
      'region',
      'baseUrl',
    ] as const
  ).every((name) => flags[name] === undefined);

const namedWishes = (flags: ConfigureFlags): Wishes => {
  const slots = new Map<SlotId, WishedSlot | 'unset'>();
  const add = (wishes: Readonly<Partial<Record<SlotId, unknown>>> | undefined, key: keyof WishedSlot) => {
    for (const [slot, value] of Object.entries(wishes ?? {})) {
      // The readers of the flags let nothing but slots pass.
      if (!isSlotId(slot)) continue;
      const before = slots.get(slot);
      slots.set(slot, { ...(before === 'unset' ? {} : before), [key]: value });
    }
  };
  add(flags.set, 'address');
  add(flags.method, 'method');
  add(flags.connectTimeout, 'connectTimeout');
  add(flags.socketTimeout, 'socketTimeout');
  for (const slot of flags.unset ?? []) {
    if (slots.has(slot)) {
      throw badUsage({
        what: `${slot} cannot be emptied and set at once`,
        tryThis: 'leave one of the two out',
      });
    }
    slots.set(slot, 'unset');
  }
  return {
    slots,
    addCapabilities: flags.addCapability ?? [],
    signedCallbacks: flags.signedCallbacks ?? {},
    region: flags.region,
  };
};

/** The slots that a base goes to: those that are named, else those that `listen` would borrow, as far as their capability is on. */
const slotsOf = (flags: ConfigureFlags, config: Config | undefined, application: Application) => {
  const added = flags.addCapability ?? [];
  const isOn = (slot: SlotId) =>
    hasCapability(application, slot) || added.some((one) => one === SLOTS[slot].capability);
  // A slot that was named and has no place is worth an error; a default one is not.
  return flags.slots ?? (config?.borrow ?? DEFAULT_BORROW).filter(isOn);
};

const baseWishes = (
  base: string,
  flags: ConfigureFlags,
  config: Config | undefined,
  application: Application,
): Wishes => {
  const slots = slotsOf(flags, config, application);
  if (slots.length === 0) {
    throw badUsage({
      what: 'The application has none of the slots that a base URL goes to',
      why: `It has the capabilities of ${(config?.borrow ?? DEFAULT_BORROW).join(', ')} switched off.`,
      tryThis: 'switch one on: --add-capability voice',
    });
  }
  const pathOf = (slot: SlotId): string => {
    const before = slotAddress(application, slot);
    if (flags.keepPaths !== true || before === undefined || !URL.canParse(before)) return SLOTS[slot].path;
    const { pathname, search } = new URL(before);
    return `${pathname}${search}`;
  };
  return { ...NO_WISHES, slots: new Map(slots.map((slot) => [slot, { address: `${base}${pathOf(slot)}` }])) };
};

const configWishes = (
  config: Config | undefined,
  flags: ConfigureFlags,
  application: Application,
): Wishes => {
  const { webhooks, signedCallbacks, region, publicUrl } = config ?? {};
  if (
    webhooks === undefined &&
    signedCallbacks === undefined &&
    region === undefined &&
    publicUrl === undefined
  ) {
    throw badUsage({
      what:
        config === undefined
          ? 'There is no config to take the webhooks from'
          : `${config.file ?? 'The config'} says nothing of what the application should hold`,
      why: '`webhooks:` lists slots and their URLs; `signedCallbacks:` and `region:` go with it; `publicUrl:` alone means our own paths on it.',
      tryThis: 'write it down, or name what you want: vonage-flow app configure --set voice.answer=https://…',
    });
  }
  const slots = new Map<SlotId, WishedSlot>();
  for (const [slot, wish] of Object.entries(webhooks ?? {})) {
    if (!isSlotId(slot)) continue;
    const { url, ...rest } = typeof wish === 'string' ? { url: wish } : wish;
    slots.set(slot, { address: url, ...rest });
  }
  const own: Wishes = {
    slots,
    addCapabilities: [],
    signedCallbacks: signedCallbacks === undefined ? {} : { on: signedCallbacks },
    region,
  };
  return webhooks === undefined && publicUrl !== undefined
    ? joinWishes(baseWishes(publicUrl, flags, config, application), own)
    : own;
};
