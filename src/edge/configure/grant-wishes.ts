import { badUsage } from '../../failure.ts';
import { type Application, slotValue, withSlot } from '../../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { rawAt, withRawAt } from '../../vonage/raw.ts';
import { CONNECT_TIMEOUT, SLOTS, type SlotId, SOCKET_TIMEOUT_MIN } from '../../vonage/slots.ts';
import type { Capability, WishedSlot, Wishes } from './wishes.ts';

/**
 * The application as it is wished to be; everything that no wish names is the same, in the same order. Fails (exit code 2) for a slot of
 * a capability that is off and is not to be added, and for a method or a time-out that the platform refuses (applications-api.md §2.2).
 */
export const grantWishes = (application: Application, wishes: Wishes): Application => {
  let granted = wishes.addCapabilities.reduce(withCapability, application);
  for (const [slot, wish] of wishes.slots) {
    requireCapability(granted, SLOTS[slot].capability, slot);
    granted =
      wish === 'unset' ? withoutSlot(granted, slot) : withSlot(granted, slot, wished(granted, slot, wish));
  }
  const { on, ...each } = wishes.signedCallbacks;
  for (const capability of ['voice', 'rtc'] as const) {
    const value = each[capability] ?? (isOn(granted, capability) ? on : undefined);
    if (value === undefined) continue;
    requireCapability(granted, capability, 'signed callbacks');
    granted = withRawAt(granted, ['capabilities', capability, 'signed_callbacks'], { value });
  }
  if (wishes.region !== undefined) {
    requireCapability(granted, 'voice', 'a region');
    const raw = wishes.region === 'none' ? 'absent' : { value: wishes.region };
    granted = withRawAt(granted, ['capabilities', 'voice', 'region'], raw);
  }
  return granted;
};

const isOn = (application: JsonObject, capability: Capability): boolean => {
  const raw = rawAt(application, ['capabilities', capability]);
  return raw !== 'absent' && isJsonObject(raw.value);
};

const withCapability = (application: Application, capability: Capability): Application =>
  isOn(application, capability)
    ? application
    : withRawAt(application, ['capabilities', capability], {
        value: capability === 'vbc' ? {} : { webhooks: {} },
      });

const withoutSlot = (application: Application, slot: SlotId): Application =>
  slotValue(application, slot) === undefined ? application : withSlot(application, slot, undefined);

const wished = (application: JsonObject, slot: SlotId, wish: WishedSlot): JsonObject => {
  const { defaultMethod, methods, capability, socketTimeout: longest } = SLOTS[slot];
  const before = slotValue(application, slot);
  const { address, method, connectTimeout, socketTimeout } = wish;
  if (address === undefined && before === undefined) {
    throw badUsage({
      what: `${slot} is empty, so there is nothing to set a method or a time-out for`,
      tryThis: `give it a URL as well: --set ${slot}=https://…`,
    });
  }
  if (method !== undefined && !methods.includes(method)) {
    throw badUsage({
      what: `${slot} takes ${methods.join(' or ')} only, not ${method}`,
      tryThis: `leave --method ${slot}=${method} out`,
    });
  }
  if (capability !== 'voice' && (connectTimeout ?? socketTimeout) !== undefined) {
    throw badUsage({
      what: `${slot} has no time-outs`,
      why: 'Vonage knows them for the voice slots only, and refuses an application that has others.',
      tryThis: 'leave them out',
    });
  }
  requireBetween(slot, 'connect', connectTimeout, CONNECT_TIMEOUT.min, CONNECT_TIMEOUT.max);
  requireBetween(slot, 'socket', socketTimeout, SOCKET_TIMEOUT_MIN, longest);
  return {
    ...(before ?? { address: '', http_method: defaultMethod }),
    ...(address !== undefined && { address }),
    ...(method !== undefined && { http_method: method }),
    ...(connectTimeout !== undefined && { connect_timeout: connectTimeout }),
    ...(socketTimeout !== undefined && { socket_timeout: socketTimeout }),
  };
};

const requireBetween = (slot: SlotId, which: string, value: number | undefined, min: number, max: number) => {
  if (value === undefined || (value >= min && value <= max)) return;
  throw badUsage({
    what: `The ${which} time-out of ${slot} cannot be ${value} ms`,
    why: `Vonage allows ${min} to ${max} ms.`,
    tryThis: `give one of these: --${which}-timeout ${slot}=${max}`,
  });
};

const requireCapability = (application: JsonObject, capability: Capability, thing: string): void => {
  if (isOn(application, capability)) return;
  throw badUsage({
    what: `The application has its ${capability} capability switched off, so there is no place for ${thing}`,
    why: 'To switch one on changes how linked numbers behave, so it is done on request only.',
    tryThis: `add --add-capability ${capability}`,
  });
};
