import type { RestReply } from './problem.ts';

/** What the emulator does not have it says, and never makes believe. */
export const notEmulated = (what: string): RestReply => ({
  status: 501,
  body: {
    title: 'Not emulated',
    detail: `The emulator does not have ${what}. See docs/emulator.md for what it has.`,
  },
});
