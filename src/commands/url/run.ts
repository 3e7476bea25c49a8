import { relative } from 'node:path';
import { answersThere } from '../../edge/answers-there.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import type { World } from '../../world.ts';
import { addressesIn, findListenFile, type ListenFile } from '../listen-file.ts';

export interface UrlFlags {
  readonly json?: boolean;
}

/** `vonage-flow url`: an address of the `listen` that runs for this folder, alone on stdout. */
export const runUrl = async (name: string | undefined, flags: UrlFlags, world: World): Promise<ExitCode> => {
  if (name !== undefined && flags.json) {
    throw badUsage({
      what: '--json prints all addresses, so a name has nothing to say',
      tryThis: `leave one of them out: vonage-flow url ${name}`,
    });
  }
  const file = await runningListen(world);
  if (flags.json) world.stdout.write(`${JSON.stringify(file)}\n`);
  else world.stdout.write(`${name === undefined ? file.url : addressOf(name, file)}\n`);
  return 0;
};

const addressOf = (asked: string, file: ListenFile): string => {
  const addresses = addressesIn(file);
  // As a template says it.
  const name = asked.replace(/^urls\./, '');
  const found = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(addresses);
  const [nccos, sockets] = [Object.keys(file.nccos), Object.keys(file.sockets).map((one) => `wss.${one}`)];
  throw badUsage({
    what: `The listen that runs has no address "${asked}"`,
    why: `There are ${[...SLOT_IDS, ...nccos, ...sockets].join(', ')}.`,
    tryThis: didYouMean(name, names) ?? 'name one of them',
  });
};

/** @throws Failure when none runs, or what is told of one is left of a run that was killed */
const runningListen = async (world: World): Promise<ListenFile> => {
  const found = findListenFile(world.cwd);
  if (found === undefined) {
    throw new Failure({
      what: 'No listen runs for this folder',
      why: 'Its addresses would stand in .vonage-flow/listen.json, here or above.',
      tryThis: 'start one in another terminal: vonage-flow listen',
    });
  }
  const { file, folder } = found;
  // A process may have got the number of one that is gone, and a port another owner: both together is no chance.
  if (world.isRunning?.(file.pid) !== false && (await answersThere(file.listening))) return file;
  const place = relative(world.cwd, folder) || '.';
  throw new Failure({
    what: `The listen that ran for ${place === '.' ? 'this folder' : place} is gone`,
    why: `${place === '.' ? '' : `${place}/`}.vonage-flow/listen.json is left of a run that was killed (process ${file.pid}, since ${file.startedAt}).`,
    tryThis: 'start it again: vonage-flow listen',
  });
};
