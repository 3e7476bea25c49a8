import { readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type KeptState, readKeptState } from '../../emulator/kept-state.ts';
import { codeOf, Failure, wordsOf } from '../../failure.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import { removeLeftOvers } from '../left-overs.ts';
import { takePlaceSync } from '../take-place.ts';
import type { EmulatorIdentity } from './identity.ts';

/** First key of the file, by which it is known; its value is the version of what follows. */
const MARK = 'vonage-flow-emulator-state';
const VERSION = 1;

/** What an emulator finds again after a restart: the account with its keys, and what was made in it. */
export interface SavedState {
  readonly identity: EmulatorIdentity;
  readonly platform: KeptState;
}

export interface StateFile {
  /** Undefined when there was no file yet. */
  readonly saved: SavedState | undefined;
  /** Puts a new file in the place of the old one. @throws Failure when that cannot be, and the old one is as it was */
  write(state: SavedState): void;
}

/** Reads a state file. @throws Failure when it is none, or damaged: then nothing is ever written there */
export const openStateFile = (path: string, unique: string): StateFile => {
  const text = readOrUndefined(path);
  const saved = text === undefined ? undefined : readSaved(path, text);
  let known = text === undefined ? undefined : markOf(path);
  removeLeftOvers(dirname(path), { of: basename(path), olderThan: 0 });
  return {
    saved,
    write: ({ identity, platform }) => {
      if (markOf(path) !== known) throw changedMeanwhile(path);
      try {
        // For its owner's eyes only: keys are in it.
        takePlaceSync({ path, unique }, `${JSON.stringify({ [MARK]: VERSION, identity, platform })}\n`);
      } catch (error) {
        throw cannotWrite(path, error);
      }
      known = markOf(path);
    },
  };
};

const readOrUndefined = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Failure({
      what: `The state file ${path} cannot be read`,
      why: wordsOf(error),
      tryThis: ['give --state the path of a file', 'or leave --state out: then nothing is kept'],
      cause: error,
    });
  }
};

/** Tells a file from one that somebody else has put there since. */
const markOf = (path: string): string | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
};

const readSaved = (path: string, text: string): SavedState => {
  const value = parseJson(text);
  if (!isJsonObject(value) || !(MARK in value)) throw text.includes(MARK) ? damaged(path) : notOurs(path);
  if (value[MARK] !== VERSION) throw otherVersion(path, value[MARK]);
  const platform = readKeptState(value['platform']);
  const { identity } = value;
  if (platform === undefined || !isIdentity(identity)) throw damaged(path);
  return { identity, platform };
};

const IDENTITY = ['applicationId', 'apiKey', 'apiSecret', 'signatureSecret', 'privateKey', 'publicKey'];

const isIdentity = (value: unknown): value is EmulatorIdentity =>
  isJsonObject(value) && IDENTITY.every((name) => typeof value[name] === 'string');

const notOurs = (path: string): Failure =>
  new Failure({
    what: `${path} is no state file of this emulator`,
    why: 'It is as it was: what is not ours is not overwritten.',
    tryThis: 'give --state another path; the file is made when it is not there',
  });

const otherVersion = (path: string, version: unknown): Failure =>
  new Failure({
    what: `${path} was written by another version of vonage-flow`,
    why: `Its format is ${String(version)}, and this one writes ${VERSION}. It is as it was.`,
    tryThis: ['use the version that wrote it', 'or give --state another path'],
  });

const damaged = (path: string): Failure =>
  new Failure({
    what: `The state file ${path} is damaged`,
    why: 'It began as one, but a part is missing or of another kind. It is as it was.',
    tryThis: ['mend it, or put a copy in its place', 'or move it away: then a new one begins'],
  });

const changedMeanwhile = (path: string): Failure =>
  new Failure({
    what: `The state is no longer kept: somebody else has written ${path}`,
    why: 'Two emulators with one file would undo what the other did.',
    tryThis: 'give each emulator a file of its own, and start this one again',
  });

const cannotWrite = (path: string, cause: unknown): Failure =>
  new Failure({
    what: `The state is not kept: ${path} cannot be written`,
    why: wordsOf(cause),
    tryThis: 'make its folder, or make it writable, or give --state another path',
    cause,
  });
