import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { newPlace, type Place, startCli } from '../support/cli.ts';

// The folders of these tests have no node_modules: `vonage-flow` is found all the same, as under npx.

const EXAMPLE = fileURLToPath(new URL('../../examples/typescript/', import.meta.url));
const CALL = ['listen', '--emulator', '--port', '0', '--call', '--once', '--speed', 'instant', '--json'];
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const placeWith = (files: Readonly<Record<string, string>>): Place => {
  const place = newPlace();
  open.push(() => place.remove());
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.folder, name), text);
  return place;
};

const nccosServed = (lines: readonly JsonObject[]): readonly unknown[] =>
  lines.flatMap(({ type, reply }) => {
    const { by, ncco } = (reply ?? {}) as { by?: string; ncco?: unknown };
    return type === 'exchange' && by === 'ncco' ? [ncco] : [];
  });

describe('a TypeScript config', () => {
  it('of the example answers, and leads to the desk of the key', async () => {
    const place = placeWith({});
    cpSync(EXAMPLE, place.folder, { recursive: true });
    const cli = startCli([...CALL, '--press', '1'], place);
    expect([(await cli.ended).code, cli.stderr()]).toEqual([0, '']);
    const lines = cli.lines();
    expect(lines[0]).toMatchObject({ type: 'ready', nccos: ['welcome', 'menu', 'again'] });
    expect(nccosServed(lines)).toEqual(['welcome', 'menu (branch 1)']);
  });
});

describe.each<{ name: string; file: string; config: string; problem: string }>([
  {
    name: 'a function that throws',
    file: 'vonage-flow.config.ts',
    config: "export default {\n  answer: () => {\n    throw new Error('no database');\n  },\n};\n",
    problem: 'the function of "answer" throws Error: no database (vonage-flow.config.ts:3)',
  },
  {
    name: 'an unset variable of a template',
    file: 'vonage-flow.config.yaml',
    config: 'answer:\n  - { action: stream, streamUrl: ["https://a.example/{{ custom_data.song }}.mp3"] }\n',
    problem: 'NCCO "answer" needs {{ custom_data.song }}, which this webhook does not have',
  },
])('$name', ({ file, config, problem }) => {
  it('is a problem at its exchange, and the caller hears an apology', async () => {
    const cli = startCli(CALL, placeWith({ [file]: config }));
    await cli.ended;
    const answer = cli.lines().find(({ kind }) => kind === 'answer');
    expect(answer).toMatchObject({ problems: [`${problem}; the caller hears an apology`] });
    expect(JSON.stringify(answer?.['reply'])).toContain('Sorry, something went wrong on our side.');
  });
});

it('names what a function made and Vonage would refuse', async () => {
  const config = "export default { answer: () => [{ action: 'talk', text: 'Hi', bargein: true }] };\n";
  const cli = startCli(CALL, placeWith({ 'vonage-flow.config.mjs': config }));
  await cli.ended;
  expect(cli.lines().find(({ kind }) => kind === 'answer')).toMatchObject({
    problems: ['[0].bargein: "bargein" is written "bargeIn" in "talk" [option-spelling]'],
  });
});

it('says that it was the config when a promise in it fails that nothing waits for', async () => {
  const config = `const save = async (): Promise<void> => {
  await null;
  throw new Error('no database');
};

export default {
  answer: () => {
    void save();
    return [{ action: 'talk', text: 'Hi' }];
  },
};
`;
  const cli = startCli(
    CALL.filter((word) => word !== '--json'),
    placeWith({ 'vonage-flow.config.ts': config }),
  );
  expect((await cli.ended).code).toBe(3);
  expect(
    cli.stderr(),
  ).toBe(`✗ the config threw where nothing waits for it: Error: no database (vonage-flow.config.ts:3)
  Nobody can tell what it left undone, so the listener stopped.
  → await it, or catch what it throws
`);
  expect(cli.stdout()).toContain('every webhook URL still ours was given back');
});
