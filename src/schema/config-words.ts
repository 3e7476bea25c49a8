import type { ConfigKey } from '../edge/config/config-schema.ts';
import type { Json } from '../vonage/json.ts';
import { DEFAULT_BORROW } from '../vonage/slots.ts';

/** What an editor tells of a key of the config. */
export interface KeyWords {
  readonly about: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
}

export const CONFIG_WORDS: Readonly<Record<ConfigKey, KeyWords>> = {
  $schema: {
    about: 'The JSON Schema that editors complete and check this file by.',
    examples: ['./node_modules/vonage-flow/schema/vonage-flow.config.schema.json'],
  },
  application: {
    about:
      'The id of your Vonage application; `VONAGE_APPLICATION_ID` does the same. Credentials never live in this file.',
    examples: ['2f1e8ac4-97a5-4f0b-8b6f-0d2f3f1c9a77'],
  },
  production: {
    about:
      'The application serves real callers: `listen` and `app configure` change it with `--production` only, and no localtunnel leads to it.',
    default: false,
  },
  port: {
    about:
      'The port of the listener, not that of your own server. Left out: 4747, or the next free one; 0: any.',
    examples: [4747],
  },
  tunnel: {
    about: 'How Vonage reaches this machine. Of a list the first one that works is taken.',
    default: 'localtunnel',
  },
  publicUrl: {
    about: 'Your own public address instead of a tunnel, without user name, query or #.',
    examples: ['https://calls.example.com'],
  },
  borrow: {
    about: 'The slots of the application whose webhook URLs are borrowed while `listen` runs.',
    default: DEFAULT_BORROW,
  },
  webhooks: {
    about:
      'What the slots of the application should hold when nobody listens. `app configure --from-config` makes it so, `--check` compares.',
    examples: [{ 'voice.answer': 'https://calls.example.com/answer' }],
  },
  signedCallbacks: {
    about: 'Whether Vonage signs its webhooks; for `app configure --from-config`.',
    examples: [true],
  },
  region: {
    about: 'Where Vonage runs the calls; for `app configure --from-config`.',
    examples: ['eu-west'],
  },
  numbers: {
    about: 'Numbers of the emulated application, as digits with the country code first.',
    default: [],
    examples: [['14155550100']],
  },
  users: {
    about:
      'Client SDK users that the emulator knows: names, or a name and the `state` of the app: `foreground` (default), `background` (what reaches it is pushed) or `offline`.',
    default: [],
    examples: [['alice', { name: 'bob', state: 'background' }]],
  },
  answer: {
    about: 'What a call is answered with: the name of an NCCO, a file, actions, or branches.',
    examples: ['welcome'],
  },
  nccos: {
    about: 'NCCOs by name. The name is their address too: `{{ urls.<name> }}` in a text.',
    default: {},
  },
  forward: {
    about:
      'Your own server, which answers instead of the NCCOs of this file; or servers by what they answer, a capability or a slot. For a single slot a URL with a path is its whole address.',
    examples: [
      'http://localhost:8080',
      { voice: 'http://localhost:8080', 'rtc.event': 'http://localhost:9090/events' },
    ],
  },
  copy: {
    about: 'A second server that is told of every webhook, after its reply; what it replies is ignored.',
    examples: ['http://localhost:9000'],
  },
  forwardPaths: {
    about: 'Further paths that may pass to your own server; `*` stands for anything.',
    default: [],
    examples: [['/audio/*']],
  },
  sockets: {
    about:
      'WebSockets of yours by name: a path of the server that `forward` names, or a whole address. `{{ wss.<name> }}` is the public address of one. The names `echo`, `tone` and `record` are built in.',
    default: {},
    examples: [{ bot: 'ws://localhost:8080/bot' }],
  },
  safetyNet: {
    about:
      'What answers when your own server does not, at 80 % of the time that Vonage waits; and in place of an NCCO that would drop the call (`--on-bad-ncco replace`).',
    examples: ['sorry'],
  },
  redact: {
    about:
      'Fields that are taken out of records and of `--json` before they are written, by dotted path, at whatever depth: query parameters, forms and JSON alike. Your own server and the NCCOs get them all the same.',
    default: [],
    examples: [['from', 'to', 'speech.results']],
  },
  lint: {
    about: 'How strict the linter is, for `ncco validate` and in what `listen` says.',
    examples: [{ rules: { 'local-url': 'off' }, maxWarnings: 0 }],
  },
};
