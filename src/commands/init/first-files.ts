import type { TemplateFile } from '../../edge/template-files.ts';
import type { Wishes } from './wishes.ts';

/** The config's name; in YAML, for its comments. */
export const CONFIG = 'vonage-flow.config.yaml';

/** The config and its first NCCO. `schema` is where editors find what the config may hold. */
export const firstFiles = (wishes: Wishes, schema: string | undefined): readonly TemplateFile[] => [
  wishes.forward === undefined
    ? { path: 'nccos/welcome.yaml', text: WELCOME }
    : { path: 'nccos/sorry.yaml', text: SORRY },
  { path: CONFIG, text: configText(wishes, schema) },
];

const configText = (wishes: Wishes, schema: string | undefined): string => `${head(schema)}
${application(wishes.application)}
# The numbers that people dial: digits only, as Vonage writes them. The emulator owns them.
numbers: ["${wishes.number}"]

# Client SDK users that the emulator knows, who can be reached in an app:
# users: [alice]

# Fields that are kept out of records and of --json, for they are personal data:
# redact: [from, to, speech.results]

${wishes.forward === undefined ? ANSWERED_BY_NCCO : answeredByServer(wishes.forward)}`;

const head = (schema: string | undefined): string =>
  schema === undefined
    ? `# What vonage-flow serves. With npm install --save-dev vonage-flow, editors complete and check this
# file: see “In your editor” in its README.
`
    : `# yaml-language-server: $schema=${schema}
# What vonage-flow serves.
`;

const application = (id: string | undefined): string =>
  id === undefined
    ? `# The application whose webhooks listen borrows while it runs; the dashboard shows its id. The emulator
# needs none. Its credentials never stand here, but in the environment or in .env.
# application: 00000000-0000-0000-0000-000000000000
`
    : `# The application whose webhooks listen borrows while it runs. Its credentials never stand here: give
# VONAGE_API_KEY and VONAGE_API_SECRET in the environment or in .env.
application: ${id}
`;

const ANSWERED_BY_NCCO = `# Somebody calls: Vonage asks what to do, and is answered with this NCCO.
answer: welcome

nccos:
  welcome: ./nccos/welcome.yaml

  # The welcome has the key sent to {{ urls.menu }}, which is here.
  # The first branch that matches is the NCCO that the call goes on with.
  menu:
    - when: { dtmf.digits: "1" }
      ncco:
        - action: talk
          text: We are open from nine to five, Monday to Friday. Goodbye.
    - ncco: # another key, or none in time
        - action: talk
          text: That was not one of the choices. Please call again. Goodbye.

# Your own server answers instead:
# forward: http://localhost:8080
`;

const answeredByServer = (
  url: string,
): string => `# Somebody calls: Vonage asks what to do, and your own server answers.
forward: ${JSON.stringify(url)}

# Vonage may ask it for what it was told of, and for these paths:
# forwardPaths: [/audio/*]

# With listen --on-bad-ncco replace, this answers in place of an NCCO that would drop the call.
safetyNet: sorry

nccos:
  sorry: ./nccos/sorry.yaml
`;

const WELCOME = `# An NCCO is a list of actions, run one after the other. When the list is over, the call ends.
# Edit it while listen runs: the next call gets the new one.
- action: talk
  text: Hello, and thank you for calling. Press 1 for our opening hours.
  bargeIn: true # a key may be pressed before the sentence is over

- action: input
  type: [dtmf]
  dtmf: { maxDigits: 1, timeOut: 5 }
  eventUrl: ["{{ urls.menu }}"] # the address of the menu in this run, since a tunnel's changes
`;

const SORRY = `# An NCCO is a list of actions, run one after the other. When the list is over, the call ends.
- action: talk
  text: Sorry, something went wrong on our side. Please call again later.
`;
