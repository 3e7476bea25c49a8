import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listJournal } from '../../edge/borrow/journal.ts';
import { stateFolder } from '../../edge/borrow/state-folder.ts';
import { findCredentials } from '../../edge/credentials/credentials.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { findDescription } from '../emulator-file.ts';
import type { Candidate } from './candidate.ts';
import { knownProject } from './known-project.ts';

/**
 * The applications that this machine knows of: of the config, the credentials, a running emulator, and those that
 * `listen` has borrowed from. Nobody is asked, and nothing fails.
 */
export const knownApplications = async (
  world: World,
  config: string | undefined,
): Promise<readonly Candidate[]> => {
  const found = await Promise.all(
    [
      ofConfig(world, config),
      ofCredentials(world),
      ofEmulator(world),
      ofJournal(world),
      ofConsents(world),
    ].map((one) => one.catch(() => [])),
  );
  const byId = new Map<string, Candidate>();
  for (const one of found.flat()) if (!byId.has(one.value)) byId.set(one.value, one);
  return [...byId.values()];
};

const ofConfig = async (world: World, config: string | undefined): Promise<readonly Candidate[]> => {
  const { application } = await knownProject(world, config);
  return application === undefined ? [] : [{ value: application, meaning: 'of the config' }];
};

const ofCredentials = async (world: World): Promise<readonly Candidate[]> => {
  const { applicationId } = await findCredentials(world);
  return applicationId ? [{ value: applicationId.value, meaning: `of ${applicationId.origin}` }] : [];
};

const ofEmulator = async ({ cwd }: World): Promise<readonly Candidate[]> => {
  const id = findDescription(cwd)?.['applicationId'];
  return typeof id === 'string' ? [{ value: id, meaning: 'of the emulator' }] : [];
};

/** What is held still, or was left behind by a killed run. */
const ofJournal = async (world: World): Promise<readonly Candidate[]> =>
  (await listJournal(world)).entries.map(({ application: { id, name } }) => ({ value: id, meaning: name }));

const ofConsents = async (world: World): Promise<readonly Candidate[]> => {
  const consents = parseJson(await readFile(join(stateFolder(world), 'consent.json'), 'utf8'));
  return isJsonObject(consents)
    ? Object.keys(consents).map((value) => ({ value, meaning: 'borrowed from before' }))
    : [];
};
