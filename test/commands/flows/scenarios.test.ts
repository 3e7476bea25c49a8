import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXPORT_FORMATS } from '../../../src/commands/flows/flags.ts';
import { CONFERENCE_SCENARIOS } from '../../support/conference-scenarios.ts';
import { SCENARIOS } from '../../support/emulator-scenarios.ts';
import { exportReaders } from '../../support/export-readers.ts';
import { flowsHere } from '../../support/flows-here.ts';
import { PEOPLE_SCENARIOS } from '../../support/people-scenarios.ts';
import { recordedScenario } from '../../support/recorded-scenario.ts';
import type { NamedScenario } from '../../support/scenario-words.ts';
import { SOCKET_SCENARIOS } from '../../support/socket-scenarios.ts';
import { USER_STATE_SCENARIOS } from '../../support/user-state-scenarios.ts';
import { emptyPlace } from '../../support/whole-flow.ts';

/** What flows are looked at, by the emulator's own scenarios, and how many calls each one is. */
const FLOWS: readonly (readonly [
  what: string,
  scenarios: readonly NamedScenario[],
  name: string,
  calls: number,
])[] = [
  ['an IVR', SCENARIOS, 'ivr-to-app-user', 1],
  ['a conference: two callers, one named conversation', CONFERENCE_SCENARIOS, 'conversation-two-callers', 2],
  ['a fallback', SCENARIOS, 'answer-fallback', 1],
  ['machine detection', PEOPLE_SCENARIOS, 'machine-advanced-reply-replaces-the-ncco', 1],
  ['a user who is put elsewhere', USER_STATE_SCENARIOS, 'offline-in-the-call', 1],
  ['a WebSocket', SOCKET_SCENARIOS, 'opened-and-the-caller-hangs-up', 1],
];

const CASES = fileURLToPath(new URL('../../cases', import.meta.url));

let readers: Awaited<ReturnType<typeof exportReaders>>;

beforeAll(async () => {
  // A timeline has the hours of whoever looks at it.
  vi.stubEnv('TZ', 'UTC');
  readers = await exportReaders();
});

afterAll(() => {
  vi.unstubAllEnvs();
});

/** A folder in which a scenario was recorded, and what a command says there. */
const recorded = (scenario: NamedScenario) => {
  const { folder } = emptyPlace();
  mkdirSync(join(folder, '.vonage-flow'));
  writeFileSync(
    join(folder, '.vonage-flow', '2026-03-01T09-00-00-000Z-99999999.ndjson'),
    recordedScenario(scenario),
  );
  const flows = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await flowsHere(folder, ...words);
    expect([words, code, stderr]).toEqual([words, 0, '']);
    return stdout;
  };
  return { folder, flows };
};

describe.each(FLOWS)('%s', (_what, scenarios, name, calls) => {
  const scenario = scenarios.find((one) => one.name === name)!;

  it('is listed, and shown as a timeline, as lanes and as a sequence', async () => {
    const { flows } = recorded(scenario);
    const list = (await flows('list')).trim();
    const ids = list.split('\n').map((row) => row.split('\t')[0]!);
    expect(ids.length).toBe(calls);
    const shown = [list];
    for (const id of ids.toReversed()) {
      const lanes = await flows('show', id, '--view', 'lanes');
      expect(lanes).not.toContain('inferred');
      shown.push(await flows('show', id), lanes, await flows('export', id, '--format', 'mermaid'));
    }
    await expect(shown.join('\n')).toMatchFileSnapshot(join(CASES, 'flows/scenarios', `${name}.txt`));
  });

  it.each(EXPORT_FORMATS)('is read by readers of %s', async (format) => {
    const { folder, flows } = recorded(scenario);
    for (const row of (await flows('list', '--json')).trim().split('\n')) {
      const { flow, exchanges } = JSON.parse(row) as { flow: string; exchanges: number };
      await readers[format]!(await flows('export', flow, '--format', format), exchanges);
      await readers[format]!(await flows('export', flow, '--format', format, '--mask'), exchanges);
      // An exported call is as good as the record.
      if (format !== 'json') continue;
      writeFileSync(join(folder, 'call.json'), await flows('export', flow));
      for (const view of ['timeline', 'lanes'])
        expect(await flows('show', './call.json', '--view', view)).toBe(
          await flows('show', flow, '--view', view),
        );
    }
  });
});
