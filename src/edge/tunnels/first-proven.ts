import { Failure } from '../../failure.ts';
import type { Tunnel, TunnelChoice } from './tunnel.ts';

export interface Proven {
  readonly tunnel: Tunnel;
  readonly choice: TunnelChoice;
  /** Those before it in the list, and why they would not do. */
  readonly passedOver: readonly Failure[];
}

/**
 * Opens the ways in in order; the first that is proven wins. Fails with the one reason when there was one way, and with
 * all reasons and what to do next about each when there were more. A stop ends it at once.
 *
 * @param open opens one way and proves it, or leaves nothing open
 */
export const firstProven = async (
  choices: readonly TunnelChoice[],
  open: (choice: TunnelChoice) => Promise<Tunnel>,
  signal: AbortSignal,
): Promise<Proven> => {
  const passedOver: Failure[] = [];
  for (const choice of choices) {
    try {
      return { tunnel: await open(choice), choice, passedOver };
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) throw error;
      passedOver.push(error);
    }
  }
  const [only] = passedOver;
  if (only !== undefined && passedOver.length === 1) throw only;
  throw new Failure({
    what: 'None of the ways in could be opened and proven',
    why: passedOver.map(({ what, why }) => (why === undefined ? `${what}.` : `${what}: ${why}`)).join(' '),
    tryThis: [
      ...new Set(passedOver.flatMap(({ tryThis }) => tryThis.slice(0, 1))),
      'or use a tunnel of your own: --public-url <url>',
      'or do without the internet: vonage-flow listen --emulator',
    ],
  });
};
