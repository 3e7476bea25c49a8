import { describe, expect, it } from 'vitest';
import { planLoan } from '../../../src/edge/borrow/plan-loan.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import type { SlotId } from '../../../src/vonage/slots.ts';

const NEW = 'https://new.example/a';
const OLD = 'https://old.example/a';

const plan = (capabilities: JsonObject, ...slots: SlotId[]) =>
  planLoan({ id: 'x', name: 'x', capabilities }, slots, () => NEW);

describe('what a loan changes', () => {
  it.each<[string, JsonObject, SlotId, object | undefined]>([
    [
      'an absent slot gets its default method',
      { voice: {} },
      'voice.answer',
      { address: NEW, http_method: 'GET' },
    ],
    [
      'an absent event slot posts',
      { rtc: { webhooks: {} } },
      'rtc.event',
      { address: NEW, http_method: 'POST' },
    ],
    [
      'a method stays',
      { voice: { webhooks: { answer_url: { address: OLD, http_method: 'POST' } } } },
      'voice.answer',
      { address: NEW, http_method: 'POST' },
    ],
    [
      'a missing method stays missing',
      { voice: { webhooks: { answer_url: { address: OLD } } } },
      'voice.answer',
      { address: NEW },
    ],
    [
      'time-outs stay',
      { voice: { webhooks: { answer_url: { address: '', connect_timeout: 300 } } } },
      'voice.answer',
      { address: NEW, connect_timeout: 300 },
    ],
    [
      'the wanted URL needs no change',
      { voice: { webhooks: { answer_url: { address: NEW } } } },
      'voice.answer',
      undefined,
    ],
  ])('%s', (_name, capabilities, slot, value) => {
    expect(plan(capabilities, slot).changes.map((change) => change.value)).toEqual(
      value === undefined ? [] : [value],
    );
  });

  it('tells the URL maker what the slot holds, and takes each slot once', () => {
    const asked: unknown[] = [];
    const capabilities = { voice: { webhooks: { answer_url: { address: OLD } } }, rtc: {} };
    const { changes, skipped } = planLoan(
      { id: 'x', name: 'x', capabilities },
      ['voice.answer', 'rtc.event', 'voice.answer', 'verify.status'],
      (slot, before) => {
        asked.push([slot, before]);
        return NEW;
      },
    );
    expect(asked).toEqual([
      ['voice.answer', OLD],
      ['rtc.event', undefined],
    ]);
    expect(changes.map(({ slot, before, now }) => [slot, before, now])).toEqual([
      ['voice.answer', OLD, NEW],
      ['rtc.event', undefined, NEW],
    ]);
    expect(skipped).toEqual([
      { slot: 'verify.status', why: 'the application has its verify capability switched off' },
    ]);
  });
});
