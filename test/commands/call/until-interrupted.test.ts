import { expect, it } from 'vitest';
import { untilInterrupted } from '../../../src/commands/call/until-interrupted.ts';
import { fakeWorld } from '../../support/fake-world.ts';

const MINUTE = new Promise((resolve) => setTimeout(resolve, 60_000).unref());

it.each(['before anybody waits', 'while somebody waits'])('hears a Ctrl-C that comes %s', async (when) => {
  const world = fakeWorld();
  if (when === 'before anybody waits') world.stop.request('SIGINT');
  const waiting = Promise.race([MINUTE, untilInterrupted(world)]);
  world.stop.request('SIGINT');
  await expect(waiting).rejects.toMatchObject({ what: 'Interrupted before the call was over' });
});
