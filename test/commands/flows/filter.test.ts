import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flowsHere } from '../../support/flows-here.ts';
import { emptyPlace } from '../../support/whole-flow.ts';

const IVR = fileURLToPath(new URL('../../cases/flows/records/ivr.ndjson', import.meta.url));

/** A folder that holds the record of one call. */
const oneCall = (): string => {
  const { folder } = emptyPlace();
  mkdirSync(join(folder, '.vonage-flow'));
  copyFileSync(IVR, join(folder, '.vonage-flow', '2026-03-01T09-00-00-000Z-99999999.ndjson'));
  return folder;
};

const NOTHING = 'No exchange of this call is what --filter asks for\n';

describe('a filter that nothing passes says so', () => {
  it.each([
    ['list', '--filter', 'status:busy'],
    ['show', 'last', '--filter', 'status:busy'],
    ['show', 'last', '--json', '--filter', 'status:busy'],
  ])('flows %s %s %s', async (...words) => {
    const folder = oneCall();
    const { code, stderr } = await flowsHere(folder, ...words);
    const said =
      words[0] === 'list'
        ? `The one call in ${folder}/.vonage-flow is not what --filter asks for\n`
        : NOTHING;
    expect({ code, stderr }).toEqual({ code: 0, stderr: said });
  });

  it('and is silent when something does, or a picture is drawn', async () => {
    const folder = oneCall();
    for (const words of [['--filter', 'kind:input'], ['--view', 'lanes'], []])
      expect((await flowsHere(folder, 'show', 'last', ...words)).stderr).toBe('');
  });
});
