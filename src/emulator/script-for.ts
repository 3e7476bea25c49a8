import type { Call } from './platform.ts';
import { type CalleeScript, DEFAULT_CALLEE } from './script.ts';

/**
 * How somebody behaves who is called: by the very number, user name or extension, or for SIP by the address without its
 * scheme and parameters; else as people usually do.
 */
export const scriptFor = (call: Call, to: string): CalleeScript => {
  const { callees = {} } = call.caller;
  if (Object.hasOwn(callees, to)) return callees[to]!;
  const alike = Object.keys(callees).find((name) => bareAddress(name) === bareAddress(to));
  return alike === undefined ? DEFAULT_CALLEE : callees[alike]!;
};

const bareAddress = (name: string): string => name.replace(/^sips?:/i, '').replace(/;.*$/s, '');
