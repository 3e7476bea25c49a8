/** What `@vonage/client-sdk` 2.3.1 asks, by both of its versions (client-sdk.md §4). */
const CLIENT_PATH = /^\/v0\.[23](\/(?:users|conversations|legs|knocking|sessions)(?:\/.*)?)$/;

/** The path without its version when it is one of the Client SDK's; undefined for others. */
export const clientPathOf = (path: string): string | undefined => CLIENT_PATH.exec(path)?.[1];
