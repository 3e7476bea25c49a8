import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * `localhost` means this machine over either family: many servers listen on one of them only, and many machines know
 * the name for one of them only.
 */
const lookUp: LookupFunction = (hostname, options, callback) => {
  if (hostname !== 'localhost') lookup(hostname, options, callback);
  else if (options.all) callback(null, LOOPBACK);
  else callback(null, '127.0.0.1', 4);
};

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** How servers of the user's are reached, for requests and for WebSockets. */
export const REACH = {
  lookup: lookUp,
  autoSelectFamily: true,
  // Node gives each address 250 ms, less than a busy server may take; one of this machine that is not there refuses at once.
  autoSelectFamilyAttemptTimeout: 3_000,
};
