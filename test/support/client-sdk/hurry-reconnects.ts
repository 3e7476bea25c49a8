import { Manager } from 'socket.io-client';

/**
 * Apps that log in from here on wait milliseconds before they try to connect again, not 1.25 to 8.75 s
 * (client-sdk.md §3): only the SDK's time is changed. The module is the one that the SDK itself uses.
 */
export const hurryReconnects = (): void => {
  const { prototype } = Manager;
  const set = prototype.reconnectionDelay;
  const hurried = function (this: Manager, milliseconds?: number): unknown {
    return milliseconds === undefined ? set.call(this) : set.call(this, 10);
  };
  // Its overloads cannot be written as one function.
  prototype.reconnectionDelay = hurried as typeof set;
};
