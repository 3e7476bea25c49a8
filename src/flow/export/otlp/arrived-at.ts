import { EMULATOR_AGENT } from '../../../vonage/emulated-host.ts';
import type { Exchange } from '../../exchange.ts';

/**
 * When a webhook was taken, in milliseconds since 1970: its arrival. An emulator's clock may run ahead of ours, and the
 * parts of its calls stand on that one.
 */
export const arrivedAt = ({ request }: Exchange, at: number): number =>
  request.headers['user-agent'] === EMULATOR_AGENT ? at : request.receivedAt;
