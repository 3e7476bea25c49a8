import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, Failure, stoppedBefore, wordsOf } from '../../failure.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { withFacts } from '../api-failure.ts';
import type { Applications } from '../applications.ts';
import { bornAs, isNotedAlive } from './same-process.ts';
import { fileName } from './state-file.ts';
import { openStateFolder } from './state-folder.ts';

/** A lock that this run holds. */
export interface StateLock {
  /** Fails when another run has taken the lock, because this one was asleep for long. To be asked right before a change. */
  requireHeld(): Promise<void>;
}

export interface LockOptions {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Hears, once, whom it waits for. */
  readonly tell: (words: string) => void;
  /** Goes on without the lock when it cannot be had in time, or no file can be made: what is done then must not be left undone. */
  readonly goOnWithout?: boolean;
}

const FOLDER = 'locks';
const LOOK_MILLISECONDS = 50;
const BEAT_MILLISECONDS = 500;
/**
 * So many looks without a beat and the owner is dead, whoever bears its process id now. Looks are counted, and not the time, since a
 * computer that slept has not looked.
 */
const SILENT_LOOKS = 100;
const LOOKS_UNTIL_TOLD = 20;
/** A change takes a minute at most: three tries, each of two requests, ten seconds each. */
const MOST_LOOKS = 1_500;
/** As long as what has to be given back may wait. */
const FEW_LOOKS = 40;

/** Locks of this process, known by what stands in them: another one of the same process id was of a run that died. */
const heldHere = new Set<string>();

/**
 * Runs the work while no other run of this computer does its own under the same name: reading an application, comparing, writing it. Never
 * while somebody is asked something. The lock of a run that died is passed over.
 *
 * A lock is a folder of numbered files, of which the highest counts: who makes the next number has the lock. No number is ever used twice, so a
 * run that looked long ago cannot take away what is somebody else's by now; and there is nothing that a death could leave locked.
 *
 * @param name what is locked at the API host: an application's id, or `numbers`
 * @throws Failure when no file can be made, the owner does not end, or a stop was asked for; nothing was changed then
 */
export const withStateLock = async <T>(
  world: World,
  apiHost: string,
  name: string,
  options: LockOptions,
  work: (lock: StateLock) => Promise<T>,
): Promise<T> => {
  const held = await take(world, apiHost, name, options).catch((error: unknown) => {
    if (options.goOnWithout && error instanceof Failure) return undefined;
    throw error;
  });
  const beating = new AbortController();
  const beats = held && beat(world, held, beating.signal);
  try {
    return await work({ requireHeld: async () => held && requireHighest(held, name) });
  } finally {
    beating.abort();
    await beats;
    if (held !== undefined) await release(held);
  }
};

/** Under the lock of one application, with the same applications, of which none is written once that is lost. */
export const withApplicationLock = <T>(
  world: World,
  applications: Applications,
  id: string,
  options: LockOptions,
  work: (guarded: Applications, lock: StateLock) => Promise<T>,
): Promise<T> =>
  withStateLock(world, applications.apiHost, id, options, (lock) =>
    work(guardWrites(applications, lock), lock),
  );

const guardWrites = (applications: Applications, lock: StateLock): Applications => ({
  ...applications,
  write: async (application, within) => {
    await lock.requireHeld();
    return applications.write(application, within);
  },
});

interface Held {
  readonly folder: string;
  readonly number: number;
  readonly file: FileHandle;
  readonly words: string;
}

const take = async (
  world: World,
  apiHost: string,
  name: string,
  { signal, tell, goOnWithout }: LockOptions,
): Promise<Held> => {
  const folder = await openStateFolder(world, FOLDER, fileName(apiHost, name).replace(/\.json$/, ''));
  const mostLooks = goOnWithout ? FEW_LOOKS : MOST_LOOKS;
  let before: string | undefined;
  let silent = 0;
  for (let look = 1; ; look += 1) {
    const number = await highest(folder);
    const text = number === 0 ? FREE : await readFile(join(folder, `${number}`), 'utf8').catch(() => '');
    const sign = `${number} ${text}`;
    silent = sign === before ? silent + 1 : 0;
    before = sign;
    if (isFree(world, text) || silent >= SILENT_LOOKS) {
      const held = await make(world, folder, number + 1);
      // Else somebody was quicker.
      if (held !== undefined) return held;
      continue;
    }
    if (look >= mostLooks) throw stillHeld(name, text);
    if (look === LOOKS_UNTIL_TOLD)
      tell(`Another run of vonage-flow${ownerIn(text)} is changing ${thingOf(name)}; waiting for it.`);
    await world.clock.sleep(LOOK_MILLISECONDS, signal);
    if (signal?.aborted) throw stoppedBefore('anything was changed');
  }
};

/** The highest number there is; 0 without any. The highest is never removed, so who looks twice never sees it fall. */
const highest = async (folder: string): Promise<number> =>
  Math.max(0, ...(await readdir(folder)).map(Number).filter(Number.isSafeInteger));

/** Undefined when somebody else was quicker. */
const make = async (world: World, folder: string, number: number): Promise<Held | undefined> => {
  const path = join(folder, `${number}`);
  let file: FileHandle;
  try {
    file = await open(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw notMade(path, error);
  }
  const words = JSON.stringify({
    pid: world.pid,
    ...bornAs(world),
    host: hostname(),
    run: world.chance.hex(8),
  });
  const held: Held = { folder, number, file, words };
  heldHere.add(words);
  // A look of long ago may have led to a number that others have passed.
  if ((await highest(folder)) !== number) {
    await release(held);
    return undefined;
  }
  await writeWords(held, words);
  const old = (await readdir(folder)).filter((one) => Number(one) < number);
  await Promise.all(old.map((one) => rm(join(folder, one), { force: true }).catch(() => undefined)));
  return held;
};

/** On a full disk the file is there and empty: it counts all the same, and what follows says that the disk is full. */
const writeWords = async ({ file }: Held, words: string): Promise<void> => {
  await file.write(words, 0).catch(() => undefined);
};

const beat = async (world: World, held: Held, over: AbortSignal): Promise<void> => {
  for (let count = 1; !over.aborted; count += 1) {
    await world.clock.sleep(BEAT_MILLISECONDS, over);
    if (!over.aborted) await writeWords(held, `${held.words} ${count}`);
  }
};

const FREE = 'free';

const release = async (held: Held): Promise<void> => {
  heldHere.delete(held.words);
  await writeWords(held, FREE);
  await held.file.truncate(FREE.length).catch(() => undefined);
  await held.file.close().catch(() => undefined);
};

interface Owner {
  readonly pid: number;
  readonly born: string | undefined;
  readonly host: string;
  readonly words: string;
}

const ownerOf = (text: string): Owner | undefined => {
  const words = text.slice(0, text.indexOf('}') + 1);
  const value = parseJson(words);
  if (!isJsonObject(value)) return undefined;
  const { pid, host, born } = value;
  return typeof pid === 'number' && typeof host === 'string'
    ? { pid, host, words, born: typeof born === 'string' ? born : undefined }
    : undefined;
};

/** Whether its owner has given it back, or surely is no more. One of another computer that shares this home is only known by its beats. */
const isFree = (world: World, text: string): boolean => {
  if (text.startsWith(FREE)) return true;
  const owner = ownerOf(text);
  if (owner === undefined || owner.host !== hostname()) return false;
  return owner.pid === world.pid ? !heldHere.has(owner.words) : !isNotedAlive(world, owner);
};

const ownerIn = (text: string): string => {
  const owner = ownerOf(text);
  return owner === undefined
    ? ''
    : ` (pid ${owner.pid}${owner.host === hostname() ? '' : ` on ${owner.host}`})`;
};

const thingOf = (name: string): string =>
  /^[0-9a-f-]{36}$/i.test(name) ? `application ${name}` : `the account’s ${name}`;

const requireHighest = async ({ folder, number }: Held, name: string): Promise<void> => {
  if ((await highest(folder).catch(() => number)) === number) return;
  const lost = new Failure({
    what: `Another run of vonage-flow has begun to change ${thingOf(name)} meanwhile`,
    why: 'This one gave no sign of life for long, as when a computer sleeps.',
    tryThis: 'start again',
  });
  // Whoever watches a write has to know that it was never sent.
  throw withFacts(lost, { status: undefined, passing: false, outcomeUnknown: false });
};

const notMade = (path: string, error: unknown): Failure =>
  new Failure({
    what: `${path} cannot be made`,
    why: `${wordsOf(error)}. It keeps two runs from changing the same at once; nothing was changed.`,
    tryThis: ['make the folder writable, or make room', 'or set XDG_STATE_HOME to a folder that is'],
  });

const stillHeld = (name: string, text: string): Failure =>
  new Failure({
    what: `Another run of vonage-flow${ownerIn(text)} is still changing ${thingOf(name)}`,
    why: 'It was waited for. Nothing was changed.',
    tryThis: 'see what that run says, then start again',
  });
