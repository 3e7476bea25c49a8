import { describe, expect, it } from 'vitest';
import { askFilter } from '../../../../src/commands/listen/keys/ask-filter.ts';
import { openScreen } from '../../../../src/commands/listen/screen.ts';
import { viewOf } from '../../../../src/commands/listen/viewed.ts';
import { fakeOutput } from '../../../support/fake-output.ts';
import { fakeWorld } from '../../../support/fake-world.ts';

/** What stands on the terminal when these answers were given in turn, and a line of the stream came while each was typed. */
const asked = async (...answers: readonly (string | undefined)[]): Promise<readonly string[]> => {
  const output = fakeOutput({});
  const screen = openScreen({ stdout: output, stderr: output });
  const viewed = viewOf('kind:answer', () => false);
  const world = fakeWorld();
  let count = 0;
  const ask = async (question: string, typed?: string): Promise<string | undefined> => {
    const answer = answers[count++];
    output.write(`${question}[${typed}]${answer === undefined ? '' : `${answer}\n`}`);
    screen.stdout.write(`webhook ${count}\n`);
    return answer;
  };
  await askFilter({ world: { ...world, keyboard: { ...world.keyboard, ask } }, screen, viewed });
  return output.text().split('\n');
};

const QUESTION = 'Filter (nothing: all is shown): ';

describe('the question for a filter', () => {
  it('says what holds from now on behind what came meanwhile', async () => {
    expect(await asked('kind:input')).toEqual([
      `${QUESTION}[kind:answer]kind:input`,
      'webhook 1',
      'From now on only what is kind:input is shown.',
      '',
    ]);
  });

  it('points at a wrong word, and asks again with it', async () => {
    expect(await asked('kid:input', '')).toEqual([
      `${QUESTION}[kind:answer]kid:input`,
      '  kid:input',
      '  ^^^',
      '  it cannot be understood: there is no "kid" to ask for',
      '  try: did you mean "kind"?',
      `${QUESTION}[kid:input]`,
      'webhook 1',
      'webhook 2',
      'From now on all is shown.',
      '',
    ]);
  });

  it('shows what was typed without obeying it', async () => {
    const shown = (await asked('kin\u202ed:input', 'leg:\u202ef0')).filter(
      (line) => !line.startsWith('Filter'),
    );
    expect(shown).toEqual([
      '  kin\\u202ed:input',
      '  ^^^^^^^^^^',
      '  it cannot be understood: there is no "kin\\u202ed" to ask for',
      '  try: did you mean "kind"?',
      'webhook 1',
      'webhook 2',
      'From now on only what is leg:\\u202ef0 is shown.',
      '',
    ]);
  });

  it('leaves all as it was at Ctrl-C, on a line of its own', async () => {
    expect(await asked(undefined)).toEqual([
      `${QUESTION}[kind:answer]`,
      'webhook 1',
      'As before: only what is kind:answer is shown.',
      '',
    ]);
  });
});
