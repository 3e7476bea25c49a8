import type { PlatformEvent } from '../../vonage/platform-event.ts';

/** What the app of a Client SDK user gets, or would have got. */
export type ClientEvent = Extract<PlatformEvent, { readonly name: 'client-event' }>;

/** Keeps a push as a file, and gives its path; undefined when it could not. Never throws. `at`: its time on the platform's clock. */
export type KeepPush = (push: ClientEvent, at: number) => string | undefined;

/** A push is on disk before anybody is told of it. */
export const withFile = (event: PlatformEvent, at: number, keep: KeepPush | undefined): PlatformEvent => {
  if (keep === undefined || event.name !== 'client-event' || event.via !== 'push') return event;
  const file = keep(event, at);
  return file === undefined ? event : { ...event, file };
};
