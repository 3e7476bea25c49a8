import type { JsonObject } from '../../src/vonage/json.ts';

const ID = '11111111-2222-4333-8444-55555555550';

const hook = (path: string, method?: 'GET' | 'POST'): JsonObject => ({
  // A port where nothing listens, so that taking these URLs over needs nobody's consent.
  address: `http://127.0.0.1:5/${path}`,
  ...(method && { http_method: method }),
});

const voice: JsonObject = {
  webhooks: { answer_url: hook('answer', 'GET'), event_url: hook('event', 'POST') },
  signed_callbacks: true,
  conversations_ttl: 48,
};

/** Applications as real accounts hold them, each odd in its own way. */
export const ODD_APPLICATIONS: readonly (readonly [oddity: string, application: JsonObject])[] = [
  [
    'unknown fields at every depth',
    {
      id: `${ID}0`,
      name: 'future',
      brand_new: { s3_bucket_name: 'b', 'x-custom-header': 1, camelCase: true },
      capabilities: {
        voice: { ...voice, next_year: { inner_key: [1, 'two', null] } },
        future_cap: { webhooks: { some_url: hook('some') } },
      },
    },
  ],
  [
    'an empty fallback address',
    {
      id: `${ID}1`,
      name: 'fallback',
      capabilities: {
        voice: {
          webhooks: {
            ...(voice['webhooks'] as JsonObject),
            fallback_answer_url: { address: '', http_method: 'GET' },
          },
        },
      },
    },
  ],
  ['no rtc', { id: `${ID}2`, name: 'voice only', capabilities: { voice } }],
  [
    'all capabilities',
    {
      id: `${ID}3`,
      name: 'all',
      capabilities: {
        voice: {
          webhooks: {
            answer_url: hook('answer'),
            fallback_answer_url: hook('fallback'),
            event_url: hook('event'),
          },
          region: 'eu-west',
          leg_persistence_time: 7,
          payment_enabled: false,
          payments: { gateways: [] },
        },
        rtc: { webhooks: { event_url: hook('rtc', 'POST') }, signed_callbacks: true },
        messages: {
          version: 'v1',
          webhooks: { inbound_url: hook('inbound', 'POST'), status_url: hook('status', 'POST') },
          authenticate_inbound_media: true,
        },
        verify: { version: 'v2', webhooks: { status_url: hook('verify', 'POST') } },
        vbc: {},
        network_apis: { network_application_id: 'net-1', redirect_uri: 'https://a.example/cb' },
        meetings: { webhooks: { recording_changed: hook('rec', 'POST') } },
      },
    },
  ],
  ['capabilities: {}', { id: `${ID}4`, name: 'bare', capabilities: {} }],
  [
    'voice with webhooks: {}',
    { id: `${ID}5`, name: 'no urls', capabilities: { voice: { webhooks: {} }, rtc: { webhooks: {} } } },
  ],
  [
    'voice without a webhooks key',
    { id: `${ID}6`, name: 'no webhooks', capabilities: { voice: { signed_callbacks: false }, rtc: {} } },
  ],
  [
    'keys, and privacy opted out',
    {
      id: `${ID}7`,
      name: 'keys',
      keys: { public_key: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n' },
      privacy: { improve_ai: false },
      capabilities: { voice },
    },
  ],
  [
    'arrays inside arrays',
    {
      id: `${ID}8`,
      name: 'nested',
      matrix: [[1, [2, { a: [[]] }]], []],
      capabilities: { voice: { ...voice, grid: [[{ x: [null] }]] } },
    },
  ],
  [
    'null where objects are expected',
    {
      id: `${ID}9`,
      name: 'null',
      privacy: null,
      capabilities: {
        voice: { webhooks: { answer_url: null, event_url: hook('event') } },
        rtc: { webhooks: null },
        messages: null,
      },
    },
  ],
];
