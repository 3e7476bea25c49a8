import { maskText } from '../../flow/mask.ts';
import { slotAddress, slotMethod, slotValue } from '../../vonage/application.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { rawAt, sameRaw } from '../../vonage/raw.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import { withoutMark } from '../applications/exact-numbers.ts';
import { oneLine } from '../one-line.ts';

/** One difference between two states of an application, in words: undefined where there was or is nothing. */
export interface Difference {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** All that differs in slots, capabilities and settings, in the order of a form. Secrets in URLs are masked. */
export const describeChange = (before: JsonObject, after: JsonObject): readonly Difference[] => {
  const names = new Set([...capabilitiesOf(before), ...capabilitiesOf(after)]);
  const differences = [...names].flatMap((name): readonly Difference[] => {
    const [was, is] = [before, after].map((one) => (capabilitiesOf(one).includes(name) ? 'on' : undefined));
    const here = was === is ? [] : [{ name, before: was, after: is }];
    return [...here, ...settingsOf(name, before, after), ...slotsOf(name, before, after)];
  });
  return differences;
};

const capabilitiesOf = (application: JsonObject): readonly string[] => {
  const raw = rawAt(application, ['capabilities']);
  return raw === 'absent' || !isJsonObject(raw.value)
    ? []
    : Object.entries(raw.value).flatMap(([name, value]) => (isJsonObject(value) ? [name] : []));
};

const shown = (value: Json): string => withoutMark(String(value));

const SETTINGS = ['signed_callbacks', 'region'];

const settingsOf = (name: string, before: JsonObject, after: JsonObject): readonly Difference[] =>
  SETTINGS.flatMap((setting) => {
    const [was, is] = [before, after].map((one) => rawAt(one, ['capabilities', name, setting]));
    if (was === undefined || is === undefined || sameRaw(was, is)) return [];
    const words = (raw: typeof was) => (raw === 'absent' ? undefined : oneLine(shown(raw.value)));
    return [{ name: `${name}.${setting}`, before: words(was), after: words(is) }];
  });

const slotsOf = (name: string, before: JsonObject, after: JsonObject): readonly Difference[] =>
  SLOT_IDS.filter((slot) => slot.startsWith(`${name}.`)).flatMap((slot) => {
    const [was, is] = [before, after].map((one) => slotValue(one, slot));
    if (sameRaw(was ? { value: was } : 'absent', is ? { value: is } : 'absent')) return [];
    const timeouts = ['connect_timeout', 'socket_timeout'].filter((key) => was?.[key] !== is?.[key]);
    const words = (one: JsonObject): string | undefined => {
      const address = slotAddress(one, slot);
      if (address === undefined) return undefined;
      const limits = timeouts.flatMap((key) => {
        const value = slotValue(one, slot)?.[key];
        return value === undefined ? [] : [`  ${key} ${oneLine(shown(value))}`];
      });
      return `${slotMethod(one, slot)} ${oneLine(maskText(address))}${limits.join('')}`;
    };
    return [{ name: slot, before: words(before), after: words(after) }];
  });
