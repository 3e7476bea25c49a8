import { answersThere } from '../../edge/answers-there.ts';
import { badUsage, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { SLOTS, type SlotId } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { addressesIn, findListenFile, type ListenFile } from '../listen-file.ts';

/** Where `listen` is when it did not say so. */
const DEFAULT_LISTENER = 'http://localhost:4747';

/**
 * Where a webhook goes: to the address that was given, or on this machine to the `listen` that runs for this folder, at
 * the path that its slot has there. Throws a Failure when nobody answers.
 */
export const targetOf = async (
  { toUrl, at }: { readonly toUrl?: string; readonly at?: string },
  slot: SlotId,
  world: World,
): Promise<string> => {
  if (toUrl !== undefined && at !== undefined) {
    throw badUsage({
      what: '--to-url and --at both say where it goes',
      tryThis: 'leave one of them out',
    });
  }
  if (toUrl !== undefined) return toUrl;
  const file = findListenFile(world.cwd)?.file;
  const listening = file?.listening ?? DEFAULT_LISTENER;
  if (!(await answersThere(listening))) {
    throw new Failure({
      what: `No listen answers at ${listening}`,
      tryThis: [
        'start one in another terminal: vonage-flow listen --emulator',
        'or say where your server is: --to-url http://localhost:8080/webhooks/event',
      ],
    });
  }
  const named = at === undefined ? file?.slots[slot] : addressNamed(at, file);
  // Its public address goes through a tunnel; the same path on this machine is the same place.
  return named === undefined ? `${listening}${SLOTS[slot].path}` : here(named, listening);
};

const here = (address: string, listening: string): string => {
  const { pathname, search } = new URL(address);
  return `${listening}${pathname}${search}`;
};

const addressNamed = (name: string, file: ListenFile | undefined): string => {
  const addresses = file === undefined ? {} : addressesIn(file);
  const found = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
  if (found?.startsWith('http')) return found;
  const names = Object.keys(addresses).filter((one) => addresses[one]?.startsWith('http'));
  throw badUsage({
    what: `The listen that runs has no address "${name}"`,
    ...(names.length > 0 && { why: `There are ${names.join(', ')}.` }),
    tryThis: didYouMean(name, names) ?? 'see them: vonage-flow url --json',
  });
};
