import type { SlotSettings } from '../vonage/application.ts';
import type { SlotId } from '../vonage/slots.ts';
import type { ForwardPlan } from './forward-plan.ts';
import { serverOfSlot } from './forward-plan.ts';

/** A path that somebody outside may ask for, and who answers there. */
export interface Way {
  /** Of a slot; everything else may be asked for by any. */
  readonly method?: 'GET' | 'POST';
  /** As it is; in one of `forwardPaths` a `*` stands for any characters. */
  readonly path: string;
  /** A slot's id, or what the path is. */
  readonly is: SlotId | 'forwardPaths' | 'NCCO' | 'WebSocket';
  /** The user's server that answers; undefined: this listener. */
  readonly to: string | undefined;
}

export interface ReachableParts {
  readonly plan: ForwardPlan;
  /** The slots that are borrowed, or that the plan names. */
  readonly slots: readonly SlotId[];
  readonly paths: ReadonlyMap<SlotId, string>;
  readonly settingsOf: (slot: SlotId) => SlotSettings;
  readonly forwardPaths: readonly string[];
  readonly nccos: readonly string[];
  /** Paths of WebSockets with a name, and their servers. */
  readonly sockets: readonly (readonly [path: string, to: string])[];
}

/** What is reachable from outside in this run, beside what Vonage signed and what a served NCCO names. */
export const reachable = (parts: ReachableParts): readonly Way[] => [
  ...parts.slots.map(
    (slot): Way => ({
      method: parts.settingsOf(slot).method,
      path: parts.paths.get(slot) ?? '',
      is: slot,
      to: serverOfSlot(parts.plan, slot),
    }),
  ),
  ...parts.forwardPaths.map((path): Way => ({ path, is: 'forwardPaths', to: parts.plan.elsewhere })),
  ...parts.nccos.map((name): Way => ({ path: `/ncco/${name}`, is: 'NCCO', to: undefined })),
  ...parts.sockets.map(([path, to]): Way => ({ path, is: 'WebSocket', to })),
];
