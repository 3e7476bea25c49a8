import { RECORD_VERSION } from '../../flow/exchange-record.ts';
import type { World } from '../../world.ts';

/** One line of `call --json` that is no notice, with version and time as those have them. */
export const writeJson = (world: World, fields: object): void => {
  const at = new Date(world.clock.now()).toISOString();
  const { type, ...rest } = fields as { readonly type: string };
  world.stdout.write(`${JSON.stringify({ v: RECORD_VERSION, type, at, ...rest })}\n`);
};
