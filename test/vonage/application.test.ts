import { describe, expect, it } from 'vitest';
import {
  hasCapability,
  isApplication,
  slotAddress,
  slotMethod,
  slotValue,
  withSlot,
} from '../../src/vonage/application.ts';
import { isJsonObject, type JsonObject, valueAt } from '../../src/vonage/json.ts';
import { SLOT_IDS, SLOTS, type SlotId } from '../../src/vonage/slots.ts';

const ours = { address: 'https://tunnel.example/webhooks', http_method: 'POST' } as const;

const full: JsonObject = {
  id: '11111111-2222-4333-8444-555555555555',
  name: 'demo',
  keys: { public_key: 'PEM' },
  privacy: { improve_ai: false },
  capabilities: {
    voice: {
      webhooks: {
        answer_url: {
          address: 'https://old.example/a',
          http_method: 'GET',
          connect_timeout: 500,
          socket_timeout: 3000,
        },
        fallback_answer_url: { address: '', http_method: 'GET' },
        event_url: { address: 'https://old.example/e', http_method: 'POST' },
      },
      signed_callbacks: true,
      region: 'eu-west',
    },
    rtc: {
      webhooks: { event_url: { address: 'https://old.example/r', http_method: 'POST' } },
      signed_callbacks: true,
    },
    messages: {
      version: 'v1',
      webhooks: { inbound_url: { address: 'https://old.example/i' }, status_url: {} },
    },
    verify: { version: 'v2', webhooks: { status_url: { address: 'https://old.example/v' } } },
    vbc: {},
    network_apis: { redirect_uri: 'https://old.example/n' },
  },
  _links: { self: { href: '/v2/applications/1' } },
};

/** Applications that somebody may really have, or that only a hostile server would send. */
const ODD: readonly { readonly name: string; readonly application: JsonObject }[] = [
  { name: 'all capabilities', application: full },
  { name: 'nothing', application: {} },
  { name: 'no capabilities', application: { capabilities: {} } },
  { name: 'capabilities that are a list', application: { capabilities: [] } },
  { name: 'a capability that is null', application: { capabilities: { voice: null, rtc: [] } } },
  {
    name: 'a capability without webhooks',
    application: { capabilities: { voice: {}, rtc: {}, messages: {}, verify: {} } },
  },
  {
    name: 'empty webhooks',
    application: { capabilities: { voice: { webhooks: {} }, rtc: { webhooks: {} } } },
  },
  {
    name: 'webhooks that are null',
    application: { capabilities: { voice: { region: 'x', webhooks: null, z: 1 } } },
  },
  {
    name: 'slots that are no objects',
    application: {
      capabilities: {
        voice: { webhooks: { z: 1, answer_url: 'https://x.example', event_url: null, a: [[1]] } },
      },
    },
  },
  {
    name: 'unknown fields at every level',
    application: {
      'x-custom': 1,
      capabilities: {
        future_cap: { s3_bucket_name: 'b' },
        rtc: {
          brand_new: [[1, 2]],
          webhooks: { other_url: { address: 'o' }, event_url: { address: 'e', new_field: 1 } },
        },
      },
    },
  },
  {
    name: 'names of the prototype',
    application: JSON.parse(
      '{"__proto__":1,"capabilities":{"__proto__":2,"voice":{"webhooks":{"__proto__":{"address":"p"}}}}}',
    ) as JsonObject,
  },
];

const ROUND_TRIPS = ODD.flatMap(({ name, application }) =>
  SLOT_IDS.map((slot) => ({ name, application, slot })),
);

/** The `webhooks` object that a slot stands in, if there is one. */
const webhooksOf = (application: JsonObject, slot: SlotId): unknown =>
  valueAt(application, `capabilities.${SLOTS[slot].capability}.webhooks`);

describe('application', () => {
  it.each(ROUND_TRIPS)('$name: $slot takes an address, and nothing else changes', ({ application, slot }) => {
    const before = JSON.stringify(application);
    const lent = withSlot(application, slot, ours);
    expect([slotValue(lent, slot), slotAddress(lent, slot)]).toEqual([ours, ours.address]);
    expect(JSON.stringify(application)).toBe(before);
    for (const other of SLOT_IDS.filter((id) => id !== slot)) {
      expect(slotValue(lent, other)).toEqual(slotValue(application, other));
    }
  });

  it.each(
    ROUND_TRIPS.filter(({ application, slot }) => {
      const webhooks = webhooksOf(application, slot);
      const isOdd =
        isJsonObject(webhooks) && Object.hasOwn(webhooks, SLOTS[slot].key) && !slotValue(application, slot);
      return isJsonObject(webhooks) && !isOdd;
    }),
  )('$name: $slot is what it was, to the letter, with its old value back', ({ application, slot }) => {
    const lent = withSlot(application, slot, ours);
    expect(JSON.stringify(withSlot(lent, slot, slotValue(application, slot)))).toBe(
      JSON.stringify(application),
    );
  });

  it('changes one slot and nothing else, in its place', () => {
    const voice = {
      webhooks: { answer_url: { address: 'a' }, event_url: { address: 'e' } },
      region: 'eu-west',
    };
    const application = { id: '1', capabilities: { voice, vbc: {} }, name: 'n' };
    expect(JSON.stringify(withSlot(application, 'voice.answer', { address: 'new' }))).toBe(
      '{"id":"1","capabilities":{"voice":{"webhooks":{"answer_url":{"address":"new"},"event_url":{"address":"e"}},' +
        '"region":"eu-west"},"vbc":{}},"name":"n"}',
    );
    expect(JSON.stringify(withSlot(application, 'voice.answer', undefined))).toBe(
      '{"id":"1","capabilities":{"voice":{"webhooks":{"event_url":{"address":"e"}},"region":"eu-west"},"vbc":{}},"name":"n"}',
    );
  });

  it('keeps the webhooks object that it made, when it empties', () => {
    const application = { capabilities: { voice: { region: 'eu-west' } } };
    expect(withSlot(withSlot(application, 'voice.answer', ours), 'voice.answer', undefined)).toEqual({
      capabilities: { voice: { region: 'eu-west', webhooks: {} } },
    });
  });

  it.each(ODD)('$name: says which capabilities are on', ({ name, application }) => {
    const isOn = (capability: string) => isJsonObject(valueAt(application, `capabilities.${capability}`));
    expect([name, ...SLOT_IDS.map((slot) => hasCapability(application, slot))]).toEqual([
      name,
      ...SLOT_IDS.map((slot) => isOn(SLOTS[slot].capability)),
    ]);
  });

  it.each([
    ['voice.answer', 'https://old.example/a', 'GET'],
    ['voice.fallback', undefined, 'GET'],
    ['messages.inbound', 'https://old.example/i', 'POST'],
    ['messages.status', undefined, 'POST'],
    ['verify.status', 'https://old.example/v', 'POST'],
  ] as const)('finds in %s the address %j and the method %s', (slot, address, method) => {
    expect([slotAddress(full, slot), slotMethod(full, slot)]).toEqual([address, method]);
  });

  it.each([
    ['POST', 'POST'],
    ['post', 'GET'],
    [null, 'GET'],
  ])('takes the method %j of an answer slot for %s', (http_method, method) => {
    const application = withSlot(full, 'voice.answer', { address: 'a', http_method });
    expect(slotMethod(application, 'voice.answer')).toBe(method);
  });

  it.each([
    [full, true],
    [{ id: '1' }, false],
    [{ id: 1, name: 'n' }, false],
    ['<html>', false],
    [null, false],
    [[], false],
  ])('%# is an application: %j', (value, expected) => {
    expect(isApplication(value)).toBe(expected);
  });
});
