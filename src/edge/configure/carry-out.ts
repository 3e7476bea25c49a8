import { Failure, reasonOf } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import { rawAt } from '../../vonage/raw.ts';
import type { World } from '../../world.ts';
import type { Numbers } from '../applications/numbers.ts';
import type { Applications } from '../applications.ts';
import { rewrite } from '../borrow/rewrite.ts';
import { restoreSlots, type SlotMemory } from '../borrow/slot-memory.ts';
import { startGrace } from '../borrow/start-grace.ts';
import { type StateLock, withApplicationLock } from '../borrow/state-lock.ts';
import { watchWrites } from '../borrow/watch-writes.ts';
import {
  type ChangeRecord,
  forgetChange,
  historyOf,
  type NumberMove,
  readChange,
  writeChange,
} from './change-record.ts';
import { ChangedMeanwhile } from './changed-meanwhile.ts';
import { moveNumbers, type NumberChange } from './number-change.ts';
import { namesOf, type Place, stateOf, withPlaces } from './places.ts';

/** A change is tried thrice: a hiccup of the API passes, and a person waits. */
const TRIES = 3;

/** The command that undoes the last change of an application. */
export const undoChangeCommand = (id: string): string => `vonage-flow app configure ${id} --undo`;

/** Where a change is made. */
export interface ChangeAt {
  readonly applications: Applications;
  readonly numbers: Numbers;
  /** Hears, a sentence each, what a person who waits should know. */
  readonly tell: (words: string) => void;
}

/** What is to be changed of an application, as it was shown. */
export interface Change {
  readonly places: readonly Place[];
  /** Numbers that shall lead to it. */
  readonly numbers: readonly NumberChange[];
  /** What running listeners that are taken over hold: undoing brings back what was there before them, never their URLs, which die with them. */
  readonly inherited?: readonly SlotMemory[];
}

/**
 * Changes some places of an application and nothing else, and leads numbers to it. What was there is on disk before anything is sent, so that
 * `undoChange` can bring it back, whatever becomes of this process; and no other run of this computer changes the application between the last
 * look at it and the PUT. Says so when nobody knows what became of the PUT.
 *
 * @throws ChangedMeanwhile with nothing changed, when somebody has changed one of the places since they were shown; Failure with the application
 * as it was when the platform refuses
 */
export const carryOut = (
  world: World,
  at: ChangeAt,
  seen: Application,
  change: Change,
): Promise<Application> => {
  const options = { signal: world.stop.requested, tell: at.tell };
  return withApplicationLock(world, at.applications, seen.id, options, (applications, lock) =>
    carryOutLocked(world, { ...at, applications }, seen, change, lock),
  );
};

const carryOutLocked = async (
  world: World,
  { applications, numbers, tell }: ChangeAt,
  seen: Application,
  { places, numbers: moves, inherited = [] }: Change,
  lock: StateLock,
): Promise<Application> => {
  const { id, name } = seen;
  const { apiHost } = applications;
  const earlier = await readChange(world, apiHost, id);
  const led = movesOf(moves, earlier);
  const record: ChangeRecord = {
    version: 1,
    application: { id, name },
    apiHost,
    at: world.clock.now(),
    done: false,
    places: withUnfinished(beforeThem(places, seen, inherited), earlier, seen),
    ...(led.length > 0 && { numbers: led }),
    earlier: historyOf(earlier),
  };
  await writeChange(world, record);
  const watched = watchWrites(applications);
  // Who has the lock by now goes on with the note as it is, or has written another one.
  const whileHeld = async (write: () => Promise<void>): Promise<void> => {
    await lock.requireHeld();
    await write();
  };
  const forget = () =>
    whileHeld(() => (earlier === undefined ? forgetChange(world, record) : writeChange(world, earlier)));
  const stop = world.stop.requested;
  const grace = startGrace(world, stop);
  let application = seen;
  try {
    if (places.length > 0)
      ({ application } = await rewrite(
        watched.applications,
        id,
        (current) => {
          const states = places.map((place) => stateOf(current, place));
          if (states.includes('other'))
            throw new ChangedMeanwhile(id, namesOf(places.filter((_, index) => states[index] === 'other')));
          return states.every((state) => state === 'after')
            ? undefined
            : withPlaces(current, places, 'after');
        },
        { clock: world.clock, tries: TRIES, signal: stop, writeSignal: grace.request },
      ));
  } catch (error) {
    if (watched.mayHaveChanged()) throw outcomeUnknown(id, error);
    await forget();
    throw notChanged(error);
  } finally {
    grace.end();
  }
  try {
    await moveNumbers(world, { numbers, apiHost, application: id }, moves, tell);
  } catch (error) {
    if (places.length > 0) throw onlyNumbersLeft(id, error);
    if (error instanceof ChangedMeanwhile) await forget();
    throw error;
  }
  // Without this the record still undoes the change; it only takes it for one that was not finished.
  const kept = places.length > 0 ? asKept(record.places, application) : record.places;
  const done = { ...record, done: true, places: kept };
  await whileHeld(() => writeChange(world, done)).catch(() => {});
  return application;
};

/** The places with what was there before the listeners that hold them now. */
const beforeThem = (
  places: readonly Place[],
  seen: Application,
  inherited: readonly SlotMemory[],
): readonly Place[] => {
  const { application } = restoreSlots(seen, inherited);
  return places.map((place) => ({ ...place, before: rawAt(application, place.path) }));
};

/**
 * A change that was killed half-way still has to be undone, to what was before it. So has one that had not arrived when the application was
 * read: undoing looks whether it did.
 */
const withUnfinished = (
  places: readonly Place[],
  earlier: ChangeRecord | undefined,
  seen: Application,
): readonly Place[] => {
  const open =
    earlier?.done === false ? earlier.places.filter((place) => stateOf(seen, place) !== 'other') : [];
  const key = ({ path }: Place) => path.join('.');
  const inherited = places.map((place) => {
    const same = open.find((one) => key(one) === key(place));
    return same === undefined || stateOf(seen, same) === 'before' ? place : { ...place, before: same.before };
  });
  return [...inherited, ...open.filter((one) => !places.some((place) => key(place) === key(one)))];
};

/** Numbers as they are noted, with those of a change that was not finished. Undoing looks whether they still lead here. */
const movesOf = (
  changes: readonly NumberChange[],
  earlier: ChangeRecord | undefined,
): readonly NumberMove[] => {
  const open = earlier?.done === false ? (earlier.numbers ?? []) : [];
  const moved = changes.flatMap(({ number: { msisdn }, before, after }): readonly NumberMove[] =>
    after === undefined ? [] : [{ msisdn, ...(before !== undefined && { before }), after }],
  );
  return [...moved, ...open.filter(({ msisdn }) => !moved.some((one) => one.msisdn === msisdn))];
};

/** What we put there, as the platform keeps it, with the defaults that it filled in; without what of an earlier change never arrived. */
const asKept = (places: readonly Place[], application: Application): readonly Place[] =>
  places.flatMap((place) => {
    const state = stateOf(application, place);
    if (state === 'before') return [];
    return [state === 'after' ? { ...place, after: rawAt(application, place.path) } : place];
  });

/** Every PUT was refused, or none was sent. */
const notChanged = (error: unknown): unknown => {
  if (!(error instanceof Failure) || error instanceof ChangedMeanwhile) return error;
  const { what, why, tryThis, exitCode } = error;
  return new Failure({
    what,
    why: [why, 'The application was not changed.'].filter(Boolean).join(' '),
    tryThis,
    exitCode,
  });
};

const outcomeUnknown = (id: string, error: unknown): Failure =>
  new Failure({
    what: `It is not known whether application ${id} was changed`,
    why: reasonOf(error),
    tryThis: [
      `look at it: vonage-flow app show ${id}`,
      `then do the same again, or bring back what was before: ${undoChangeCommand(id)}`,
    ],
  });

const onlyNumbersLeft = (id: string, error: unknown): unknown =>
  error instanceof Failure
    ? new Failure({
        what: `Application ${id} was changed, but not all numbers are linked`,
        why: reasonOf(error),
        tryThis: [...error.tryThis, `or undo the change: ${undoChangeCommand(id)}`],
      })
    : error;
