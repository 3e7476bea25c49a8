/**
 * WebSockets of the listener itself, for a `connect` before there is an agent: `echo` says back what it hears, `tone`
 * sounds, `record` keeps what it hears. Their names are taken: `sockets` of a config cannot have them.
 */
export const BUILT_IN_SOCKETS = ['echo', 'tone', 'record'] as const;
export type BuiltInSocket = (typeof BUILT_IN_SOCKETS)[number];

/** The path of a name on the public address. */
export const socketPath = (name: string): string => `/ws/${name}`;

/** Which of them an address is, with a query or without; undefined for every other one. */
export const builtInSocketAt = (address: string): BuiltInSocket | undefined => {
  const path = address.split('?', 1)[0];
  return BUILT_IN_SOCKETS.find((name) => socketPath(name) === path);
};
