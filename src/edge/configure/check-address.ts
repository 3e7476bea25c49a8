import { badUsage } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import type { SlotId } from '../../vonage/slots.ts';
import { oneLine } from '../one-line.ts';

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/i;
/** RFC 1918, link-local and the like: addresses that mean something else to everybody. */
const PRIVATE =
  /^((10\.\d+|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)(\.\d+){2}$|\[f[cde])|\.(local|internal|lan)$/i;

/**
 * Refuses (exit code 2) an address that Vonage could not call: no URL, not https, or of this machine or its network. Who calls from
 * this machine itself, an emulator, may be given any http address.
 */
export const requireCallable = (slot: SlotId, address: string, isLocal: boolean): void => {
  const shown = oneLine(maskText(address), 120);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || /\s/.test(address)) {
    throw badUsage({
      what: `"${shown}" is no URL for ${slot}`,
      tryThis: `write a whole one: --set ${slot}=https://calls.example.com/${slot.replace('.', '/')}`,
    });
  }
  if (url.hash !== '') {
    throw badUsage({
      what: `${slot} cannot be ${shown}`,
      why: 'What stands behind # is never sent to a server.',
      tryThis: 'leave it out',
    });
  }
  if (isLocal) return;
  if (LOOPBACK.test(url.hostname) || PRIVATE.test(url.hostname)) {
    throw badUsage({
      what: `Vonage cannot reach ${shown} (for ${slot})`,
      why: 'It is an address of this computer or of its own network.',
      tryThis: [
        'let your server be reached while you develop: vonage-flow listen --forward http://localhost:8080',
        'or give a public https address',
      ],
    });
  }
  if (url.protocol !== 'https:') {
    throw badUsage({
      what: `${slot} would be asked without encryption: ${shown}`,
      why: 'Its requests hold phone numbers and what people say and press.',
      tryThis: 'write it with https://',
    });
  }
};
