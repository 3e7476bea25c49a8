import type { Ncco } from 'vonage-flow';

/** Says that it connects, and does, with the number that was called as the caller's. */
export const connectTo = (number: string): Ncco => [
  { action: 'talk', text: 'One moment, please.' },
  { action: 'connect', from: '{{ to }}', timeout: 20, endpoint: [{ type: 'phone', number }] },
];
