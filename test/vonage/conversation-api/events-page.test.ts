import { describe, expect, it } from 'vitest';
import { eventsPage } from '../../../src/vonage/conversation-api/events-page.ts';

const EVENT = { id: 1, type: 'member:joined', body: {} };
const next = (href: string) => ({ _embedded: [EVENT], _links: { next: { href } } });

describe('a page of a conversation’s log', () => {
  it.each<[name: string, data: unknown, page: unknown]>([
    ['a bare list, as the reference has it', { _embedded: [EVENT] }, { events: [EVENT], next: undefined }],
    ['in `events`', { _embedded: { events: [EVENT] } }, { events: [EVENT], next: undefined }],
    ['in `data.events`', { _embedded: { data: { events: [EVENT] } } }, { events: [EVENT], next: undefined }],
    ['an empty one without a list', { page_size: 10, _links: {} }, { events: [], next: undefined }],
    ['what is no event is left out', { _embedded: [null, 'x', EVENT] }, { events: [EVENT], next: undefined }],
    [
      'the query of the next one',
      next('https://api.nexmo.com/v1/conversations/CON-1/events?cursor=abc&page_size=100'),
      { events: [EVENT], next: '?cursor=abc&page_size=100' },
    ],
    ['also from a relative address', next('/events?cursor=a'), { events: [EVENT], next: '?cursor=a' }],
    // A token goes along, so that no reply says where to.
    ['never its host', next('https://evil.example.com/x?cursor=a'), { events: [EVENT], next: '?cursor=a' }],
    ['an address without a query leads nowhere', next('/events'), { events: [EVENT], next: undefined }],
    ['somebody else’s JSON', { hello: 'world' }, undefined],
    ['a sign-in page', '<!doctype html>', undefined],
    ['nothing', null, undefined],
  ])('%s', (_name, data, page) => {
    expect(eventsPage(data)).toEqual(page);
  });
});
