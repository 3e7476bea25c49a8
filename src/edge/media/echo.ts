import type { Ear, Mouth } from './media-session.ts';

/** Says every frame back as it came. When the platform does not read, no more is heard until it does. */
export const echo = (mouth: Mouth): Ear => ({
  hears: (frame) => {
    if (!mouth.say(frame)) mouth.listenNot();
  },
  ends: () => undefined,
});
