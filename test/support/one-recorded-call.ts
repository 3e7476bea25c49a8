import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyPlace } from './whole-flow.ts';

const IVR = fileURLToPath(new URL('../cases/flows/records/ivr.ndjson', import.meta.url));

/** A folder that holds the record of one call: an IVR, and then somebody in an app. */
export const oneRecordedCall = (): string => {
  const { folder } = emptyPlace();
  mkdirSync(join(folder, '.vonage-flow'));
  copyFileSync(IVR, join(folder, '.vonage-flow', '2026-03-01T09-00-00-000Z-99999999.ndjson'));
  return folder;
};
