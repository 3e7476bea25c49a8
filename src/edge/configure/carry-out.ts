import { Failure } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import { rawAt } from '../../vonage/raw.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { rewrite } from '../borrow/rewrite.ts';
import { restoreSlots, type SlotMemory } from '../borrow/slot-memory.ts';
import { startGrace } from '../borrow/start-grace.ts';
import { watchWrites } from '../borrow/watch-writes.ts';
import { type ChangeRecord, readChange, removeChange, writeChange } from './change-record.ts';
import { namesOf, type Place, stateOf, withPlaces } from './places.ts';

/** A change is tried thrice: a hiccup of the API passes, and a person waits. */
const TRIES = 3;

/** The command that undoes the last change of an application. */
export const undoChangeCommand = (id: string): string => `vonage-flow app configure ${id} --undo`;

/**
 * Changes some places of an application and nothing else. What they held is on disk before the first PUT, so that `undoChange` can
 * bring it back, whatever becomes of this process. Fails with the application as it was when somebody else changed one of the places
 * meanwhile or the platform refuses; says so when nobody knows what became of the PUT. `inherited` is what running listeners that are
 * taken over hold: undoing brings back what was there before them, never their own URLs, which die with them.
 */
export const carryOut = async (
  world: World,
  applications: Applications,
  seen: Application,
  places: readonly Place[],
  inherited: readonly SlotMemory[] = [],
): Promise<Application> => {
  const { id, name } = seen;
  const { apiHost } = applications;
  const earlier = await readChange(world, apiHost, id);
  const record: ChangeRecord = {
    version: 1,
    application: { id, name },
    apiHost,
    at: world.clock.now(),
    done: false,
    places: withUnfinished(beforeThem(places, seen, inherited), earlier, seen),
  };
  await writeChange(world, record);
  const watched = watchWrites(applications);
  const stop = world.stop.requested;
  const grace = startGrace(world, stop);
  try {
    const { application } = await rewrite(
      watched.applications,
      id,
      (current) => {
        const states = places.map((place) => stateOf(current, place));
        if (states.includes('other'))
          throw changedMeanwhile(
            id,
            places.filter((_, at) => states[at] === 'other'),
          );
        return states.every((state) => state === 'after') ? undefined : withPlaces(current, places, 'after');
      },
      { clock: world.clock, tries: TRIES, signal: stop, writeSignal: grace.request },
    );
    // Without this the record still undoes the change; it only takes it for one that was not finished.
    await writeChange(world, { ...record, done: true, places: asKept(record.places, application) }).catch(
      () => {},
    );
    return application;
  } catch (error) {
    if (watched.mayHaveChanged()) throw outcomeUnknown(id, error);
    await (earlier === undefined ? removeChange(world, record) : writeChange(world, earlier));
    throw notChanged(error);
  } finally {
    grace.end();
  }
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

/** A change that was killed half-way still has to be undone, to what was before it. */
const withUnfinished = (
  places: readonly Place[],
  earlier: ChangeRecord | undefined,
  seen: Application,
): readonly Place[] => {
  const open =
    earlier?.done === false ? earlier.places.filter((place) => stateOf(seen, place) === 'after') : [];
  const key = ({ path }: Place) => path.join('.');
  const inherited = places.map((place) => {
    const same = open.find((one) => key(one) === key(place));
    return same === undefined ? place : { ...place, before: same.before };
  });
  return [...inherited, ...open.filter((one) => !places.some((place) => key(place) === key(one)))];
};

/** What we put there, as the platform keeps it, with the defaults that it filled in. */
const asKept = (places: readonly Place[], application: Application): readonly Place[] =>
  places.map((place) => ({ ...place, after: rawAt(application, place.path) }));

const changedMeanwhile = (id: string, places: readonly Place[]): Failure =>
  new Failure({
    what: `Somebody else is changing application ${id} right now: ${namesOf(places)}`,
    why: 'What is there is not what was read a moment ago, so it was left alone.',
    tryThis: 'start again, and look at the difference once more',
  });

/** Every PUT was refused, or none was sent. */
const notChanged = (error: unknown): unknown => {
  if (!(error instanceof Failure)) return error;
  const { what, why, tryThis, exitCode } = error;
  return new Failure({
    what,
    why: [why, 'The application was not changed.'].filter(Boolean).join(' '),
    tryThis,
    exitCode,
  });
};

const outcomeUnknown = (id: string, error: unknown): Failure => {
  const cause = error instanceof Failure ? [error.what, error.why].filter(Boolean).join('. ') : '';
  return new Failure({
    what: `It is not known whether application ${id} was changed`,
    why: cause,
    tryThis: [
      `look at it: vonage-flow app show ${id}`,
      `then do the same again, or bring back what was before: ${undoChangeCommand(id)}`,
    ],
  });
};
