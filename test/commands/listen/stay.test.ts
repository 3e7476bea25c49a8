import { describe, expect, it } from 'vitest';
import type { ListenFlags } from '../../../src/commands/listen/flags.ts';
import { openExchanges } from '../../../src/commands/listen/open-exchanges.ts';
import type { Run } from '../../../src/commands/listen/run.ts';
import { openScreen } from '../../../src/commands/listen/screen.ts';
import { stayUntilStopped } from '../../../src/commands/listen/stay.ts';
import { badUsage } from '../../../src/failure.ts';
import type { Notice } from '../../../src/flow/notice.ts';
import { fakeWorld } from '../../support/fake-world.ts';

/** What comes of a stay whose call is taken, or refused, and what is said and asked for meanwhile. */
const stay = async (flags: Partial<ListenFlags>, came: 'well' | 'wrong' | 'apology' | 'refused') => {
  const world = fakeWorld();
  const notices: Notice[] = [];
  const run = {
    flags: { configure: true, record: true, ...flags },
    config: { file: undefined },
    world,
    source: {
      emulator: {
        about: { numbers: ['14155550100'] },
        placeCall: async () => {
          if (came === 'refused') throw badUsage({ what: 'Nobody owns 99999', tryThis: 'call another' });
          return { leg: 'L1', problems: came === 'wrong' ? ['nobody answered'] : [], completed: true };
        },
      },
    },
    desk: {
      session: {
        byLeg: new Map([['L1', { problems: came === 'apology' ? ['the caller hears an apology'] : [] }]]),
      },
    },
    exchanges: openExchanges(world.clock),
    notices: { note: (notice: Notice) => notices.push(notice) },
    screen: openScreen(world),
  } as unknown as Run; // The parts that are read.
  const staying = stayUntilStopped(run, 'http://127.0.0.1:4747');
  if (!flags.once) world.stop.request('key q');
  const code = await staying;
  return { code, stops: world.stops, said: notices.map(said) };
};

const said = (notice: Notice): string =>
  notice.type === 'trouble' ? `${notice.what} → ${notice.tryThis}` : notice.type;

const UNPLACED = 'The call could not be placed: Nobody owns 99999 → call another';

describe('listen, once it is up', () => {
  it.each<
    [string, Partial<ListenFlags>, 'well' | 'wrong' | 'apology' | 'refused', Awaited<ReturnType<typeof stay>>]
  >([
    [
      'ends with its only call',
      { call: true, once: true },
      'well',
      { code: 0, stops: ['the call has ended'], said: [] },
    ],
    [
      'tells that its only caller heard an apology',
      { call: true, once: true },
      'apology',
      { code: 1, stops: ['the call has ended'], said: [] },
    ],
    [
      'tells that its only call did not go well',
      { call: true, once: true },
      'wrong',
      { code: 1, stops: ['the call has ended'], said: [] },
    ],
    [
      'tells that its only call could not be placed',
      { call: true, once: true, to: '99999' },
      'refused',
      { code: 3, stops: ['the call has ended'], said: [UNPLACED] },
    ],
    [
      'takes a call that could not be placed for one of many',
      { call: true, to: '99999' },
      'refused',
      { code: 0, stops: ['key q'], said: [UNPLACED] },
    ],
  ])('%s', async (_name, flags, came, expected) => {
    expect(await stay(flags, came)).toEqual(expected);
  });
});
