import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/main.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { CONFERENCE_SCENARIOS } from '../../support/conference-scenarios.ts';
import { SCENARIOS } from '../../support/emulator-scenarios.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { throughProtobuf } from '../../support/otlp.ts';
import { PEOPLE_SCENARIOS } from '../../support/people-scenarios.ts';
import { recordedScenario } from '../../support/recorded-scenario.ts';
import type { NamedScenario } from '../../support/scenario-words.ts';
import { SOCKET_SCENARIOS } from '../../support/socket-scenarios.ts';
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
  ['a WebSocket', SOCKET_SCENARIOS, 'opened-and-the-caller-hangs-up', 1],
];

const CASES = fileURLToPath(new URL('../../cases', import.meta.url));

/** Each format, and how a reader of its own takes it. Throws when it does not. */
const FORMATS: Readonly<Record<string, (text: string, exchanges: number) => unknown>> = {
  json: (text, exchanges) => expect((JSON.parse(text) as { exchanges: [] }).exchanges.length).toBe(exchanges),
  har: (text, exchanges) => {
    const har = JSON.parse(text) as { log: { entries: [] } };
    expect(
      [harSchema.validate('har.json#', har), har.log.entries.length],
      JSON.stringify(harSchema.errors),
    ).toEqual([true, exchanges]);
  },
  curl: (text, exchanges) => {
    execFileSync('sh', ['-n'], { input: text });
    expect(text.match(/^curl /gm)?.length).toBe(exchanges);
  },
  mermaid: async (text) => expect(await mermaid(text)).toMatchObject({ diagramType: 'sequence' }),
  html: (text) => {
    const { document } = new JSDOM(text).window;
    expect(document.querySelector('title')?.textContent).toMatch(/\w/);
  },
  'otlp-json': (text) => {
    const request = JSON.parse(text) as JsonObject;
    expect(throughProtobuf(request)).toEqual(request);
  },
};

// Its formats are those of times and addresses, which have patterns beside them.
const harSchema = new Ajv({ strict: false, validateFormats: false });
let mermaid: (text: string) => Promise<unknown>;

beforeAll(async () => {
  // A timeline has the hours of whoever looks at it.
  vi.stubEnv('TZ', 'UTC');
  for (const name of readdirSync(join(CASES, 'har-schema')).filter((one) => one.endsWith('.json'))) {
    const { $schema: _draft6, ...schema } = JSON.parse(readFileSync(join(CASES, 'har-schema', name), 'utf8'));
    harSchema.addSchema(schema);
  }
  // Mermaid's own parser wants a page around it when it is loaded.
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const loaded = await import('mermaid');
  mermaid = (text) => loaded.default.parse(text);
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
    const world = { ...fakeWorld(), cwd: folder };
    const code = await main(['flows', ...words], world);
    expect([words, code, world.stderr.text()]).toEqual([words, 0, '']);
    return world.stdout.text();
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

  it.each(Object.entries(FORMATS))('is read by readers of %s', async (format, reads) => {
    const { folder, flows } = recorded(scenario);
    for (const row of (await flows('list', '--json')).trim().split('\n')) {
      const { flow, exchanges } = JSON.parse(row) as { flow: string; exchanges: number };
      await reads(await flows('export', flow, '--format', format), exchanges);
      await reads(await flows('export', flow, '--format', format, '--mask'), exchanges);
      // An exported call is as good as the record.
      if (format !== 'json') continue;
      writeFileSync(join(folder, 'call.json'), await flows('export', flow));
      expect(await flows('show', './call.json')).toBe(await flows('show', flow));
      expect(await flows('show', './call.json', '--view', 'lanes')).toBe(
        await flows('show', flow, '--view', 'lanes'),
      );
    }
  });
});
