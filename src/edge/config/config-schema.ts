import { z } from 'zod';
import { USER_STATES } from '../../emulator/user-state.ts';
import { CAPABILITIES, type ForwardKey, type ForwardPlan, forwardPlan } from '../../flow/forward-plan.ts';
import { either } from '../../text/either.ts';
import { REGION_HOSTS } from '../../vonage/regions.ts';
import { CONNECT_TIMEOUT, SLOT_IDS, SLOTS, type SlotId, SOCKET_TIMEOUT_MIN } from '../../vonage/slots.ts';
import { TUNNEL_NAMES } from './config.ts';

/** An absolute http or https URL without a user name, a query or a fragment. */
const isPlainHttpUrl = (text: string): boolean => {
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username === '' && password === '' && search === '' && hash === '';
};

const httpUrl = z
  .string()
  .refine(isPlainHttpUrl)
  .transform((url) => url.replace(/\/+$/, ''));

/** The whole address of one slot: as the above, and it may have a query. */
const slotUrl = z.string().refine((text) => isPlainHttpUrl(text.replace(/\?[^#\s]*$/, '')));

/** One server for all, or servers by what they answer. */
const forward = z.union([
  httpUrl.transform((url): ForwardPlan | undefined => forwardPlan([{ for: 'all', url }])),
  z
    .strictObject(
      Object.fromEntries([
        ...CAPABILITIES.map((name) => [name, httpUrl.optional()]),
        ...SLOT_IDS.map((id) => [id, slotUrl.optional()]),
      ]),
    )
    .transform((servers): ForwardPlan | undefined =>
      forwardPlan(
        // The object has no other keys, and absent ones are left out.
        Object.entries(servers as Record<ForwardKey, string>).map(([key, url]) => ({
          for: key as ForwardKey,
          url,
        })),
      ),
    ),
]);

/** Without what `isAmbiguous` finds: such a path never passes. Written so that the JSON Schema can say it. */
const FORWARD_PATH = /^(?!.*(?:\/\.\.|\/\.(?:[/;]|$)|%00|%2[eEfF]|%3[bB]|%5[cC]|\\|\/\/))\/[^\s?#]*$/;

/** E.164 as Vonage writes it: digits only (ncco.md §1.12). YAML reads unquoted digits as a number. */
const phoneNumber = z
  .union([z.string().regex(/^[1-9]\d{6,14}$/), z.int().min(1_000_000).max(999_999_999_999_999)])
  .transform(String);

const userName = z.string().min(1).max(255);

/** Neither has a query: what the NCCO puts behind the address is passed on. */
const SOCKET_TARGET = /^(?:\/|wss?:\/\/[^\s/?#@]+(?:\/|$))[^\s?#]*$/;

/** Names with dots between them. Brackets and stars are of other tools. */
const FIELD_PATH = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;

const tunnelName = z.enum(TUNNEL_NAMES);
// The table of slots has exactly these ids.
const slotId = z.enum(SLOT_IDS as readonly [SlotId, ...SlotId[]]);

/** Milliseconds, in the platform's own bounds (applications-api.md §2.2); time-outs exist for voice only. */
const timeoutsOf = (slot: SlotId) =>
  SLOTS[slot].capability === 'voice'
    ? {
        connectTimeout: z.int().min(CONNECT_TIMEOUT.min).max(CONNECT_TIMEOUT.max).optional(),
        socketTimeout: z.int().min(SOCKET_TIMEOUT_MIN).max(SLOTS[slot].socketTimeout).optional(),
      }
    : {};

/** What a slot of the application should hold: the URL alone, or more. */
const slotWish = (slot: SlotId) =>
  z.union([
    z.string().min(1),
    z.strictObject({
      url: z.string().min(1),
      // Every slot takes one method at least.
      method: z.enum(SLOTS[slot].methods as ['GET' | 'POST', ...('GET' | 'POST')[]]).optional(),
      ...timeoutsOf(slot),
    }),
  ]);

const webhooks = z.strictObject(
  Object.fromEntries(SLOT_IDS.map((slot) => [slot, slotWish(slot).optional()])),
);

/** The keys of a config file. What `answer`, `safetyNet` and `nccos` hold is read by `ncco-definitions.ts`, which follows files. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  application: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
    .optional(),
  production: z.boolean().optional(),
  port: z.int().min(0).max(65_535).optional(),
  tunnel: z.union([tunnelName.transform((name) => [name]), z.array(tunnelName).min(1)]).optional(),
  publicUrl: httpUrl.optional(),
  borrow: z.array(slotId).optional(),
  webhooks: webhooks.optional(),
  signedCallbacks: z.boolean().optional(),
  region: z.enum(Object.keys(REGION_HOSTS)).optional(),
  numbers: z.array(phoneNumber).default([]),
  users: z
    .array(z.union([userName, z.strictObject({ name: userName, state: z.enum(USER_STATES).optional() })]))
    .default([]),
  answer: z.unknown().optional(),
  nccos: z.record(z.string(), z.unknown()).default({}),
  forward: forward.optional(),
  copy: httpUrl.optional(),
  forwardPaths: z.array(z.string().regex(FORWARD_PATH)).default([]),
  sockets: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), z.string().regex(SOCKET_TARGET)).default({}),
  safetyNet: z.unknown().optional(),
  redact: z.array(z.string().regex(FIELD_PATH)).default([]),
  // Read by `lint-settings.ts`, which `ncco validate` uses without this schema.
  lint: z.unknown().optional(),
});

export type ConfigKey = keyof typeof configSchema.shape;

/** What each key takes: itself, and an item of it when it is a list. */
export const ALLOWED: Readonly<Record<ConfigKey, { readonly whole: string; readonly item?: string }>> = {
  $schema: { whole: 'the path of a JSON Schema, for editors' },
  application: { whole: 'an application id such as 2f1e8ac4-97a5-4f0b-8b6f-0d2f3f1c9a77' },
  production: { whole: 'true or false' },
  port: { whole: 'a whole number from 0 to 65535 (0: any free port)' },
  tunnel: { whole: `${TUNNEL_NAMES.join(' or ')}, or a list of them`, item: TUNNEL_NAMES.join(' or ') },
  publicUrl: { whole: 'a URL such as https://calls.example.com, without user name, query or #' },
  borrow: { whole: 'a list of slots', item: `one of ${SLOT_IDS.join(', ')}` },
  webhooks: {
    whole: 'slots and what each one should hold',
    item: 'a URL, or {url, method, connectTimeout, socketTimeout} with what Vonage allows there',
  },
  signedCallbacks: { whole: 'true or false' },
  region: { whole: `one of ${Object.keys(REGION_HOSTS).join(', ')}` },
  numbers: {
    whole: 'a list of phone numbers',
    item: 'a phone number with its country code, 7 to 15 digits and nothing else',
  },
  users: {
    whole: 'a list of users',
    item: `the name of a Client SDK user, as text, or {name, state} with ${either(USER_STATES)}`,
  },
  answer: { whole: 'the name of an NCCO, or a list of branches' },
  nccos: { whole: 'names, and what each one is: a file, a list of actions or a list of branches' },
  forward: {
    whole:
      'the URL of your own server such as http://localhost:8080, without user name, query or #; or a map of slots and their URLs',
    item: 'a URL such as http://localhost:8080, without user name or #',
  },
  copy: {
    whole: 'the URL of a second server such as http://localhost:9000, without user name, query or #',
  },
  forwardPaths: {
    whole: 'a list of paths',
    item: 'a path such as /audio/*, beginning with /, without a query, and with nothing such as .. or %2f',
  },
  sockets: {
    whole: 'names, and where each WebSocket of yours is',
    item: 'a path such as /bot of the server that forward names, or an address such as ws://localhost:8080/bot',
  },
  safetyNet: { whole: 'the name of an NCCO, or a list of branches' },
  redact: {
    whole: 'a list of fields',
    item: 'the path of a field, such as from or speech.results: names with dots between them, and no index is needed for a list',
  },
  lint: { whole: 'settings for the linter: rules, maxWarnings, quiet' },
};
