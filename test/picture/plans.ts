import fc from 'fast-check';
import type { Plan, Program } from '../../src/picture/plan.ts';
import type { Json } from '../../src/vonage/json.ts';
import { anyNcco } from '../lint/any-ncco.ts';

/** A program of one NCCO that stands alone. */
export const alone = (actions: readonly Json[], name = 'answer.json'): Program => ({
  name,
  isConfig: false,
  nccos: new Map([[name, { kind: 'actions', actions }]]),
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'nowhere'];

const anyAction: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    { action: 'talk', text: 'Hello' },
    { action: 'transfer', conversationId: 'CON-1' },
    { action: 'hangup' },
    { action: 'talk' },
    'talk',
  ),
  fc.constantFrom(...NAMES).map(
    (name): Json => ({
      action: 'input',
      type: ['dtmf'],
      eventUrl: [`{{ urls.${name} }}`],
    }),
  ),
  fc.constantFrom(...NAMES).map(
    (name): Json => ({
      action: 'connect',
      eventType: 'synchronous',
      eventUrl: [`{{ urls.${name} }}`],
      endpoint: [{ type: 'phone', number: '447700900123', onAnswer: { url: '{{ urls.answer }}' } }],
    }),
  ),
  // What the tables allow is JSON.
  anyNcco.map((actions) => (actions[0] ?? null) as Json),
);

const anyPlan: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...NAMES).map((name): Plan => ({ kind: 'name', name })),
    fc.constant<Plan>({ kind: 'nothing', why: './menu.json cannot be read' }),
    fc.array(anyAction, { maxLength: 4 }).map((actions): Plan => ({ kind: 'actions', actions })),
    fc
      .array(
        fc.record(
          { when: fc.constantFrom({ 'dtmf.digits': '1' }, { from: 447 }, {}), plan: tie('plan') },
          { requiredKeys: ['plan'], noNullPrototype: true },
        ),
        { maxLength: 3 },
      )
      .map((branches): Plan => ({ kind: 'branches', branches })),
  ),
})).plan;

/** Any program, with loops, names that lead nowhere or in a circle, branches inside branches, and faults. */
export const anyProgram: fc.Arbitrary<Program> = fc
  .record({
    isConfig: fc.boolean(),
    answer: fc.option(anyPlan, { nil: undefined }),
    plans: fc.array(anyPlan, { maxLength: 5 }),
  })
  .map(({ isConfig, answer, plans }) => ({
    name: 'vonage-flow.config.yaml',
    isConfig,
    ...(answer && { answer }),
    nccos: new Map(plans.map((plan, index) => [NAMES[index]!, plan])),
  }));
