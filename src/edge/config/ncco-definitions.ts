import type { Branch, Ncco } from '../../flow/ncco-book.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { isJsonObject, type Json, type JsonObject } from '../../vonage/json.ts';
import { readWhen } from './branch-when.ts';
import { valueAtPath } from './config-issues.ts';
import { type Complaint, type DefinitionDesk, type Place, report } from './definition-desk.ts';
import { found } from './found.ts';
import { readActions } from './ncco-actions.ts';

/** Names and files are both text: a name has no dot and no slash. */
export const NCCO_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads what stands at a place: the name of an NCCO, a file, a list of actions, or a list of branches. Undefined when
 * it is none of these; why is then among the problems.
 */
export const readDefinition = async (place: Place, desk: DefinitionDesk): Promise<Ncco | undefined> => {
  const value = valueAtPath(place.document.value, place.path);
  if (typeof value === 'string')
    return NCCO_NAME.test(value) ? readName(place, value, desk) : readFile(place, value, desk);
  if (Array.isArray(value)) return readList(place, value as readonly Json[], desk);
  const compute = value === undefined ? undefined : desk.functions.nccoAt(value);
  if (compute) return { kind: 'computed', label: place.label, compute };
  report(desk, place, notAnNcco(value, 'config'));
  return undefined;
};

/** Words for a value that should be a list of actions (in a file), or any definition (in the config). */
const notAnNcco = (value: Json | undefined, where: 'file' | 'config'): Complaint => {
  const allowed =
    where === 'file'
      ? 'a list of actions'
      : 'the name of an NCCO, a file such as ./nccos/menu.json, a list of actions, or a list of branches';
  if (isJsonObject(value) && 'action' in value) {
    return {
      message: 'a single action; an NCCO is a list of them',
      hint: 'put it into a list: [ … ] around it in JSON, "- " before it in YAML',
    };
  }
  if (isJsonObject(value) && 'ncco' in value && where === 'file') {
    return {
      message: 'an object with an "ncco"; an NCCO is the list itself',
      hint: 'leave only the list that "ncco" holds',
    };
  }
  if (isJsonObject(value) && ('ncco' in value || 'when' in value)) {
    return {
      message: 'an object with an "ncco"; an NCCO is the list itself',
      hint: 'write the list of actions here; branches are a list of such objects: "- " before it',
    };
  }
  const message = value === null ? 'nothing is written here' : `${found(value)} is no NCCO`;
  return { message, hint: `it has to be ${allowed}` };
};

const readName = (place: Place, name: string, desk: DefinitionDesk): Ncco | undefined => {
  if (desk.names.has(name)) return { kind: 'name', name };
  const known = [...desk.names];
  report(desk, place, {
    message: `there is no NCCO "${name}"`,
    hint:
      didYouMean(name, known) ??
      (known.length > 0
        ? `NCCOs: ${known.join(', ')}; a file is written ./${name}.json`
        : `nccos is where they stand; a file is written ./${name}.json`),
  });
  return undefined;
};

const readFile = async (place: Place, name: string, desk: DefinitionDesk): Promise<Ncco | undefined> => {
  const file = await desk.files.read(name);
  if (!file.ok) {
    if (file.problems) desk.problems.push(...file.problems);
    else
      report(desk, place, {
        message: `the NCCO file ${name} cannot be used: ${file.why}`,
        hint: file.tryThis,
      });
    return undefined;
  }
  const inFile: Place = { document: file.document, path: [], label: place.label };
  const { value } = file.document;
  if (!Array.isArray(value)) {
    report(desk, inFile, notAnNcco(value, 'file'));
    return undefined;
  }
  const isBranches =
    isJsonObject(value[0]) && !('action' in value[0]) && ('ncco' in value[0] || 'when' in value[0]);
  if (isBranches) {
    report(
      desk,
      inFile,
      { message: 'branches stand in the config; an NCCO file is a list of actions' },
      file.document.rangeOf([0]),
    );
    return undefined;
  }
  return readActions(inFile, value as readonly Json[], desk);
};

/** The first entry tells what the list is; each other one has to be the same. */
const readList = async (
  place: Place,
  entries: readonly Json[],
  desk: DefinitionDesk,
): Promise<Ncco | undefined> => {
  const [first] = entries;
  if (first === undefined || (isJsonObject(first) && 'action' in first))
    return readActions(place, entries, desk);
  if (isJsonObject(first) && ('ncco' in first || 'when' in first)) return readBranches(place, entries, desk);
  report(
    desk,
    place,
    {
      message: `${found(first)} is neither an action nor a branch`,
      hint: 'an action has an "action", a branch has an "ncco"',
    },
    place.document.rangeOf([...place.path, 0]),
  );
  return undefined;
};

const readBranches = async (
  place: Place,
  entries: readonly Json[],
  desk: DefinitionDesk,
): Promise<Ncco | undefined> => {
  const branches: Branch[] = [];
  for (const [index, entry] of entries.entries()) {
    const at: Place = { ...place, path: [...place.path, index] };
    const branch = isJsonObject(entry) ? await readBranch(at, entry, index, desk) : undefined;
    if (!isJsonObject(entry)) {
      report(desk, at, {
        message: `${found(entry)} is no branch`,
        hint: 'a branch is an object with an "ncco" and perhaps a "when"',
      });
      continue;
    }
    if (branch) branches.push(branch);
    const isOnlyNcco = 'ncco' in entry && Object.keys(entry).length === 1;
    if (isOnlyNcco && index < entries.length - 1) {
      report(desk, at, {
        message: 'this branch always matches, so those after it never do',
        hint: 'give it a "when", or make it the last one',
      });
    }
  }
  return branches.length === entries.length ? { kind: 'branches', branches } : undefined;
};

const BRANCH_KEYS = ['when', 'ncco'] as const;

const readBranch = async (
  place: Place,
  entry: JsonObject,
  index: number,
  desk: DefinitionDesk,
): Promise<Branch | undefined> => {
  const { document, path } = place;
  for (const key of Object.keys(entry)) {
    if ((BRANCH_KEYS as readonly string[]).includes(key)) continue;
    report(
      desk,
      place,
      {
        message: `unknown key "${key}" in a branch`,
        hint: didYouMean(key, BRANCH_KEYS) ?? 'keys: when, ncco',
      },
      document.keyRangeOf([...path, key]),
    );
  }
  const when =
    'when' in entry
      ? readWhen({ ...place, path: [...path, 'when'] }, entry['when'] ?? null, desk)
      : undefined;
  if (!('ncco' in entry)) {
    report(desk, place, {
      message: 'this branch has no "ncco"',
      hint: 'it has to say what is served: the name of an NCCO, a file, or actions',
    });
    return undefined;
  }
  const target = entry['ncco'];
  const isFile = typeof target === 'string' && !NCCO_NAME.test(target);
  const label = `${place.label} (${isFile ? target : `branch ${index + 1}`})`;
  const ncco = await readDefinition({ document, path: [...path, 'ncco'], label }, desk);
  return ncco && { ncco, ...(when && { when }) };
};
