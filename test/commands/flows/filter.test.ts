import { describe, expect, it } from 'vitest';
import { flowsHere } from '../../support/flows-here.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

const NOTHING = 'No exchange of this call is what --filter asks for\n';

describe('a filter that nothing passes says so', () => {
  it.each([
    ['list', '--filter', 'status:busy'],
    ['show', 'last', '--filter', 'status:busy'],
    ['show', 'last', '--json', '--filter', 'status:busy'],
  ])('flows %s %s %s', async (...words) => {
    const folder = oneRecordedCall();
    const { code, stderr } = await flowsHere(folder, ...words);
    const said =
      words[0] === 'list'
        ? `The one call in ${folder}/.vonage-flow is not what --filter asks for\n`
        : NOTHING;
    expect({ code, stderr }).toEqual({ code: 0, stderr: said });
  });

  it('and is silent when something does, or a picture is drawn', async () => {
    const folder = oneRecordedCall();
    for (const words of [['--filter', 'kind:input'], ['--view', 'lanes'], []])
      expect((await flowsHere(folder, 'show', 'last', ...words)).stderr).toBe('');
  });
});
