import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../src/commands/listen/viewed.ts';
import type { ExchangeNotice } from '../../../src/flow/notice.ts';
import { ivrNotices } from '../../support/ivr-call.ts';

const exchanges = ivrNotices().filter((notice): notice is ExchangeNotice => notice.type === 'exchange');
const [first, second, third] = exchanges as [ExchangeNotice, ExchangeNotice, ExchangeNotice];

describe('what the stream of listen shows', () => {
  it('has a last exchange, with its number in the call', () => {
    const viewed = viewOf(undefined, () => false);
    expect(viewed.last()).toBeUndefined();
    for (const notice of [first, second, third]) viewed.numbering.note(notice);
    // The third was folded away.
    viewed.shown(first);
    viewed.shown(second);
    expect(viewed.last()).toMatchObject({
      number: 2,
      recorded: { exchange: { request: { id: second.exchange.request.id } } },
    });
  });

  it('takes none for the last that is held back', () => {
    let isHeld = false;
    const viewed = viewOf(undefined, () => isHeld);
    const last = () => viewed.last()?.recorded.exchange.request.id;
    viewed.shown(first);
    isHeld = true;
    viewed.shown(second);
    expect(last()).toBe(first.exchange.request.id);
    isHeld = false;
    expect(last()).toBe(second.exchange.request.id);
  });

  it('takes no replay for the last, which can be replayed again', () => {
    const viewed = viewOf(undefined, () => false);
    const { request } = second.exchange;
    const headers = { ...request.headers, 'x-vonage-flow-replay': '1' };
    viewed.shown(first);
    viewed.shown({ ...second, exchange: { ...second.exchange, request: { ...request, headers } } });
    expect(viewed.last()?.recorded.exchange.request.id).toBe(first.exchange.request.id);
  });

  it('keeps its filter when a new one cannot be understood', () => {
    const viewed = viewOf('problem', () => false);
    expect(() => viewed.filterBy('stauts:busy')).toThrow('there is no "stauts" to ask for');
    expect([viewed.filterText, viewed.filter?.length]).toEqual(['problem', 1]);
    viewed.filterBy(' status:busy to:4477* ');
    expect([viewed.filterText, viewed.filter?.length]).toEqual(['status:busy to:4477*', 2]);
    viewed.filterBy('  ');
    expect([viewed.filterText, viewed.filter]).toEqual(['', undefined]);
  });
});
