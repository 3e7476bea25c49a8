import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flowsHere } from '../../support/flows-here.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

it('names calls whose ids begin alike by as much as tells them apart', async () => {
  const folder = oneRecordedCall();
  const file = (start: string): string =>
    join(folder, '.vonage-flow', `2026-03-01T${start}-000Z-99999999.ndjson`);
  const other = readFileSync(file('09-00-00'), 'utf8')
    .replaceAll('e2099b3e674646', 'e2099b3e999999')
    .replaceAll('25e07c45', '25e07c46');
  writeFileSync(file('09-00-01'), other);
  const both =
    'e2099b3e6 of 2026-03-01 09:30 UTC from 14155550123; e2099b3e9 of 2026-03-01 09:30 UTC from 14155550123';
  const { stderr } = await flowsHere(folder, 'show', 'e2099b3e');
  expect(stderr.split('\n').slice(0, 2)).toEqual(['✗ More than one call fits "e2099b3e"', `  ${both}`]);
  expect((await flowsHere(folder, 'show', 'e2099b3e9', '1')).code).toBe(0);
});
