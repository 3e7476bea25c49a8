import type { Application } from '../../vonage/application.ts';
import { sameJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import type { Numbers } from '../applications/numbers.ts';
import { rewrite } from '../borrow/rewrite.ts';
import { startGrace } from '../borrow/start-grace.ts';
import { withApplicationLock } from '../borrow/state-lock.ts';
import type { ChangeAt } from './carry-out.ts';
import {
  type ChangeRecord,
  forgetChange,
  type NumberMove,
  readChange,
  writeChange,
} from './change-record.ts';
import { ChangedMeanwhile } from './changed-meanwhile.ts';
import { moveNumbers, type NumberChange } from './number-change.ts';
import { namesOf, type Place, stateOf, withPlaces } from './places.ts';

/** As for a change: a hiccup of the API passes, and a person waits. */
const TRIES = 3;

/** What undoing the last change of an application would do. */
export interface UndoPlan {
  readonly record: ChangeRecord;
  /** Places that still hold what the change put there. */
  readonly open: readonly Place[];
  /** Places that somebody else changed since: they are left alone. */
  readonly changedByOthers: readonly Place[];
  /** Numbers that still lead where the change led them. */
  readonly numbers: readonly NumberChange[];
  /** Numbers that somebody else led elsewhere since, or that the account has no more. */
  readonly numbersOfOthers: readonly NumberMove[];
}

/** What is known of the last change of an application, compared with how it is now. Undefined when nothing is known of one. */
export const planUndo = async (
  world: World,
  { applications, numbers }: Pick<ChangeAt, 'applications' | 'numbers'>,
  seen: Application,
): Promise<UndoPlan | undefined> => {
  const record = await readChange(world, applications.apiHost, seen.id);
  return record && { record, ...placesOf(record, seen), ...(await numbersOf(record, numbers)) };
};

const placesOf = (
  record: ChangeRecord,
  application: Application,
): Pick<UndoPlan, 'open' | 'changedByOthers'> => {
  const those = (state: string) => record.places.filter((place) => stateOf(application, place) === state);
  return { open: those('after'), changedByOthers: those('other') };
};

const numbersOf = async (
  { numbers: moves = [] }: ChangeRecord,
  numbers: Numbers,
): Promise<Pick<UndoPlan, 'numbers' | 'numbersOfOthers'>> => {
  // Nobody is asked for numbers where none was moved.
  const all = moves.length === 0 ? [] : await numbers.list();
  const open: NumberChange[] = [];
  const others: NumberMove[] = [];
  for (const move of moves) {
    const number = all.find(({ msisdn }) => msisdn === move.msisdn);
    if (number?.application === move.after) open.push({ number, before: move.after, after: move.before });
    else if (number === undefined || number.application !== move.before) others.push(move);
  }
  return { numbers: open, numbersOfOthers: others };
};

/** What came of undoing. */
export interface Undone {
  readonly restored: readonly Place[];
  /** Left alone; the note of what was there before stays. */
  readonly changedByOthers: readonly Place[];
  readonly numbers: readonly NumberChange[];
  readonly numbersOfOthers: readonly NumberMove[];
  /** How many changes before it can be undone as well. */
  readonly more: number;
  /** The application at the last look before it was written. */
  readonly application: Application;
}

/**
 * Puts back what a change replaced, wherever it is still there, and keeps the note of what could not be put back. No other run of this
 * computer changes the application meanwhile.
 *
 * @throws ChangedMeanwhile with nothing changed, when another run has changed the application, or undone this, since it was shown
 */
export const undoChange = (
  world: World,
  at: ChangeAt,
  plan: UndoPlan,
  seen: Application,
): Promise<Undone> => {
  const { apiHost } = at.applications;
  const options = { signal: world.stop.requested, tell: at.tell };
  return withApplicationLock(world, at.applications, seen.id, options, async (applications, lock) => {
    if (!sameJson(await readChange(world, apiHost, seen.id), plan.record))
      throw new ChangedMeanwhile(seen.id, 'another run made or undid a change');
    const application = await restorePlaces(world, { ...at, applications }, plan, seen);
    await moveNumbers(world, { numbers: at.numbers, apiHost, application: seen.id }, plan.numbers, at.tell);
    const { record, open, numbers, numbersOfOthers } = plan;
    const { changedByOthers } = placesOf(record, application);
    // Who has the lock by now goes on with the note as it was, or has written another one.
    await lock.requireHeld();
    await (changedByOthers.length + numbersOfOthers.length === 0
      ? forgetChange(world, record)
      : writeChange(world, { ...record, places: changedByOthers, numbers: numbersOfOthers }));
    return {
      restored: open.filter((place) => !changedByOthers.includes(place)),
      changedByOthers,
      numbers,
      numbersOfOthers,
      more: record.earlier?.length ?? 0,
      application,
    };
  });
};

/** Resolves with the application at the last look before it was written. */
const restorePlaces = async (
  world: World,
  { applications }: ChangeAt,
  { record, open }: UndoPlan,
  seen: Application,
): Promise<Application> => {
  if (record.places.length === 0) return seen;
  let last = seen;
  let isFirstLook = true;
  const grace = startGrace(world, world.stop.requested);
  try {
    await rewrite(
      applications,
      record.application.id,
      (current) => {
        last = current;
        if (isFirstLook) refuseMore(placesOf(record, current).open, open, seen.id);
        isFirstLook = false;
        const left = open.filter((place) => stateOf(current, place) === 'after');
        return left.length === 0 ? undefined : withPlaces(current, left, 'before');
      },
      { clock: world.clock, tries: TRIES, signal: world.stop.requested, writeSignal: grace.request },
    );
  } finally {
    grace.end();
  }
  return last;
};

/** The run that wrote the note may have carried it out only after the application was read. What was not shown is not undone. */
const refuseMore = (now: readonly Place[], shown: readonly Place[], id: string): void => {
  const more = now.filter((place) => !shown.includes(place));
  if (more.length > 0) throw new ChangedMeanwhile(id, namesOf(more));
};
