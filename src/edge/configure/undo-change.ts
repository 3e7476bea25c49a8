import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { rewrite } from '../borrow/rewrite.ts';
import { startGrace } from '../borrow/start-grace.ts';
import { type ChangeRecord, readChange, removeChange, writeChange } from './change-record.ts';
import { type Place, stateOf, withPlaces } from './places.ts';

/** As for a change: a hiccup of the API passes, and a person waits. */
const TRIES = 3;

/** What undoing the last change of an application would do. */
export interface UndoPlan {
  readonly record: ChangeRecord;
  /** Places that still hold what the change put there. */
  readonly open: readonly Place[];
  /** Places that somebody else changed since: they are left alone. */
  readonly changedByOthers: readonly Place[];
}

/** What is known of the last change of an application, compared with how it is now. Undefined when nothing is known of one. */
export const planUndo = async (
  world: World,
  apiHost: string,
  seen: Application,
): Promise<UndoPlan | undefined> => {
  const record = await readChange(world, apiHost, seen.id);
  return record && planOf(record, seen);
};

const planOf = (record: ChangeRecord, application: Application): UndoPlan => {
  const those = (state: string) => record.places.filter((place) => stateOf(application, place) === state);
  return { record, open: those('after'), changedByOthers: those('other') };
};

/** What came of undoing. */
export interface Undone {
  readonly restored: readonly Place[];
  /** Left alone; the note of what was there before stays. */
  readonly changedByOthers: readonly Place[];
  /** The application at the last look before it was written. */
  readonly application: Application;
}

/** Puts back what a change replaced, wherever it is still there, and keeps the note of what could not be put back. */
export const undoChange = async (
  world: World,
  applications: Applications,
  { record, open }: UndoPlan,
  seen: Application,
): Promise<Undone> => {
  let last = seen;
  const grace = startGrace(world, world.stop.requested);
  try {
    await rewrite(
      applications,
      record.application.id,
      (current) => {
        last = current;
        const left = open.filter((place) => stateOf(current, place) === 'after');
        return left.length === 0 ? undefined : withPlaces(current, left, 'before');
      },
      { clock: world.clock, tries: TRIES, signal: world.stop.requested, writeSignal: grace.request },
    );
  } finally {
    grace.end();
  }
  const { changedByOthers } = planOf(record, last);
  await (changedByOthers.length === 0
    ? removeChange(world, record)
    : writeChange(world, { ...record, places: changedByOthers }));
  return {
    restored: open.filter((place) => !changedByOthers.includes(place)),
    changedByOthers,
    application: last,
  };
};
