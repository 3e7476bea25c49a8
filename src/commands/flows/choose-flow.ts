import { exportedCall, namesFile } from '../../edge/records/exported-call.ts';
import { findRecords } from '../../edge/records/record-files.ts';
import { badUsage, Failure } from '../../failure.ts';
import type { Flow } from '../../flow/flow.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { printable } from '../../text/printable.ts';
import { shortId } from '../../vonage/ids.ts';
import type { World } from '../../world.ts';
import { type Read, readBook } from './read-book.ts';
import { shortIds } from './short-ids.ts';

/** Shorter ones are typed by mistake, and fit too many. */
const SHORTEST = 4;
/** So many are named when more than one fits. */
const SHOWN = 5;

/**
 * Reads the records of a project, no more of them than is needed, and finds a call; or the one of a file that was exported. Throws a
 * Failure as `chooseFlow` and `exportedCall` do.
 */
export const findFlow = async (
  wanted: string,
  { config }: { readonly config?: string | undefined },
  world: World,
): Promise<{ readonly flow: Flow; readonly read: Read }> => {
  if (namesFile(wanted)) {
    const read = await readBook(await exportedCall(wanted, world.cwd), world);
    return { flow: chooseFlow('last', read), read };
  }
  const folder = await findRecords(world.cwd, config);
  const read = await readBook(folder, world, isLatest(wanted) ? { enough: 1 } : {});
  return { flow: chooseFlow(wanted, read), read };
};

const isLatest = (wanted: string): boolean => wanted.toLowerCase() === 'last';

/**
 * The recorded call that is meant: by `last`, or an id of it, of a leg or of a conversation, or the beginning of one.
 *
 * @throws Failure with what there is, when there is none, or more than one
 */
export const chooseFlow = (wanted: string, { flows }: Pick<Read, 'flows'>): Flow => {
  const [latest] = flows;
  if (latest === undefined) {
    throw new Failure({
      what: 'No call is recorded here',
      why: 'The records are in .vonage-flow/ of the project, and there is none with a call.',
      tryThis: [
        'go to the folder of the project, or name its config: --config',
        'or record one, without an account: vonage-flow listen --emulator --call',
      ],
    });
  }
  if (isLatest(wanted)) return latest;
  const short = shortIds(flows.map(({ id }) => id));
  const named = (flow: Flow): string => flowWords(flow, short.get(flow.id));
  const beginning = plain(wanted);
  const found =
    beginning.length < SHORTEST
      ? []
      : flows.filter(({ id, legs, conversations }) =>
          [id, ...legs.keys(), ...conversations].some((one) => plain(one).startsWith(beginning)),
        );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw badUsage({
      what: `More than one call fits "${wanted}"`,
      why: found.slice(0, SHOWN).toReversed().map(named).join('; '),
      tryThis: 'write more of its id, or name the call itself',
    });
  }
  throw badUsage({
    what: `No recorded call has the id "${wanted}"`,
    why: `The latest: ${flows.slice(0, SHOWN).map(named).join('; ')}.`,
    tryThis: [
      ...[didYouMean(wanted, ['last', ...flows.flatMap(({ id }) => [id, short.get(id) ?? id])])].filter(
        (words) => words !== undefined,
      ),
      beginning.length < SHORTEST
        ? `write at least ${SHORTEST} characters of it, or last`
        : 'name one of them, or last; older ones are gone after 14 days',
      'list them: vonage-flow flows list',
    ],
  });
};

const plain = (id: string): string => id.toLowerCase().replace(/^con-/, '');

/** `63f61863 of 2026-03-01 09:30 UTC from 447700900001`. @param short of its id so much that no other call begins so */
export const flowWords = ({ id, startedAt, from }: Flow, short = shortId(id)): string => {
  const time = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
  return printable(`${short} of ${time} UTC${from === undefined ? '' : ` from ${from}`}`);
};
