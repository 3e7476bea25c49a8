/**
 * The emulator asks servers on this machine under a name that looks public, because apps build URLs of the host they
 * were asked by and often drop its port or insist on https. The names end in `.localhost`, which frameworks that check
 * the host of a request let pass while one develops.
 */
export const emulatedHost = (label: string): string => `flow-${label}.localhost`;

const EMULATED_HOST = /^flow-[0-9-]+\.localhost$/i;

/** Whether a host (a Host header, or that of a URL; with a port or without) is such a name. */
export const isEmulatedHost = (host: string): boolean => EMULATED_HOST.test(host.replace(/:\d+$/, ''));

/** What the emulator calls itself when it asks a server. */
export const EMULATOR_AGENT = 'vonage-flow-emulator';
