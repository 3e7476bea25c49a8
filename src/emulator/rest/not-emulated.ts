import type { RestReply } from './problem.ts';
import type { Answer } from './route.ts';

/** What the emulator does not have it says, and never makes believe. */
export const notEmulated = (what: string): RestReply => ({
  status: 501,
  body: {
    title: 'Not emulated',
    detail: `The emulator does not have ${what}. What it has stands in docs/emulator.md of the package vonage-flow, under "The REST API".`,
  },
});

/** For a method that the platform has at an address where the emulator has others: no 405. */
export const missing: Answer = (_turn, { method, path }) => notEmulated(`${method} ${path}`);
