import { isJsonObject, parseJson } from '../../src/vonage/json.ts';
import type { Sent } from './join-transcripts.ts';

/**
 * What the platform sent in each call, a line for each leg: its voice webhooks in order, the actions of the NCCOs that
 * came back, and how many RTC events there were besides. Legs have letters, in the order of their appearance.
 */
export const story = (sent: readonly Sent[]): string[] => {
  const legs = new Map<string, { readonly voice: string[]; rtc: number }>();
  for (const { leg = '', kind, executes } of sent) {
    const told = legs.get(leg) ?? { voice: [], rtc: 0 };
    legs.set(leg, told);
    if (kind.includes(':')) told.rtc += 1;
    else told.voice.push(executes === undefined ? kind : `${kind} → ${actionsIn(executes)}`);
  }
  return [...legs.values()].map(
    ({ voice, rtc }, index) => `${String.fromCharCode(65 + index)}: ${voice.join(', ')}; ${rtc} RTC events`,
  );
};

const actionsIn = (ncco: string): string => {
  const actions = parseJson(ncco);
  if (!Array.isArray(actions)) return ncco;
  return `[${actions.map((action) => (isJsonObject(action) ? String(action['action']) : '?')).join(' ')}]`;
};
