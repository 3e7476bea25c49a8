import type { Ncco } from 'vonage-flow';

interface Caller {
  /** 0 to 23. */
  readonly hour: number;
  readonly from?: string | null | undefined;
  /** The address of the NCCO that goes on. */
  readonly next: string;
}

/** Greets, and waits for a key or for words. */
export const greeting = ({ hour, from, next }: Caller): Ncco => [
  {
    action: 'talk',
    text: `Good ${hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}. Press 1 for sales, or 2 for support.`,
    language: from?.startsWith('44') ? 'en-GB' : 'en-US',
    bargeIn: true,
  },
  {
    action: 'input',
    type: ['dtmf', 'speech'],
    dtmf: { maxDigits: 1, timeOut: 5 },
    speech: { context: ['sales', 'support'] },
    eventUrl: [next],
  },
];
