import type { Call, Leg, Platform } from './platform.ts';
import { type CalleeScript, DEFAULT_CALLEE, type UnusedReaction } from './script.ts';

/** What a platform knows that waits for a real app: it rings, and what comes of it comes from there. */
const AS_THE_APP_DOES: CalleeScript = { does: 'ignore' };

/** How the person at a leg behaves who was called. */
export const scriptOf = (call: Call, { app, to }: Pick<Leg, 'app' | 'to'>): CalleeScript =>
  app === undefined ? scriptFor(call, to) : AS_THE_APP_DOES;

/** What the call's own script says of users whose real apps decided instead. What the platform says for all calls does not count. */
export const unusedCallees = ({ callees: usual }: Platform, call: Call): readonly UnusedReaction[] => {
  const { callees = {} } = call.caller;
  const own = new Set(
    call.legs.flatMap(({ app, direction, to }) =>
      app !== undefined && direction === 'outbound' && callees[to] !== usual[to] ? [to] : [],
    ),
  );
  return [...own].map((by) => ({ by, does: callees[by]!.does }));
};

/**
 * How somebody behaves who is called: by the very number, user name or extension, or for SIP by the address without its
 * scheme and parameters; else as people usually do.
 */
const scriptFor = (call: Call, to: string): CalleeScript => {
  const { callees } = call.caller;
  if (callees === undefined) return DEFAULT_CALLEE;
  if (Object.hasOwn(callees, to)) return callees[to]!;
  const alike = Object.keys(callees).find((name) => bareAddress(name) === bareAddress(to));
  return alike === undefined ? DEFAULT_CALLEE : callees[alike]!;
};

const bareAddress = (name: string): string => name.replace(/^sips?:/i, '').replace(/;.*$/s, '');
