import { expect, it } from 'vitest';
import { findLeg } from '../../../../src/emulator/rest/calls/ledger.ts';
import type { Application } from '../../../../src/vonage/application.ts';
import type { JsonObject } from '../../../../src/vonage/json.ts';
import { APPLICATION, outcome, run } from '../../../support/emulator-driver.ts';

const DAY = 86_400_000;

const keeping = (days: number | undefined): Application => {
  const { voice, ...others } = APPLICATION['capabilities'] as { readonly voice: JsonObject };
  const kept = days === undefined ? voice : { ...voice, leg_persistence_time: days };
  return { ...APPLICATION, capabilities: { ...others, voice: kept } };
};

// voice-api.md §9
it.each([
  [undefined, 2],
  [1, 1],
  [31, 31],
])(
  'a leg of an application with leg_persistence_time %s is known for %s days after its end',
  (days, known) => {
    const { platform } = run({
      application: keeping(days),
      backend: ({ kind }) =>
        kind === 'answer' ? outcome(200, [{ action: 'talk', text: 'Hi.' }]) : undefined,
    });
    const [leg] = platform.ledger.legs.values();
    const isKnown = (at: number) => findLeg(platform.ledger, leg!.uuid, APPLICATION.id, at) !== undefined;
    expect(isKnown(leg!.endedAt! + known * DAY - 1)).toBe(true);
    expect(isKnown(leg!.endedAt! + known * DAY + 1)).toBe(false);
  },
);
