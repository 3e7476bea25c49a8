import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPlace, runCli } from '../support/cli.ts';

const BAD = `[
  { "action": "talk", "text": "Hello", "bargein": true },
  { "action": "inptu", "eventUrl": ["https://undefined/dtmf"] },
  { "action": "connect", "timeout": "45", "endpoint": [{ "type": "phone", "number": "44 7700 900123" }] }
]
`;
const GOOD = '[{ "action": "talk", "text": "Hello" }]\n';
const CONFIG = `answer: welcome
nccos:
  welcome:
    - { action: talk, text: "Press 1", bargeIn: true }
    - { action: input, type: [dtmf], eventUrl: ["{{ urls.menue }}"] }
  menu:
    - when: { dtmf.digits: "1" }
      ncco: [{ action: hangup }]
    - ncco: ./nccos/sorry.yaml
`;
const BAD_PROGRAM = `const call = (number: string) => ({ action: 'connect', endpoint: [{ type: 'phone', number }] });

export default [{ action: 'talk', text: 'Hello', bargeIn: true }, { action: 'inptu' }, call('44 7700 900123')];
`;
const PROGRAM_CONFIG = `import { defineConfig } from 'vonage-flow';

export default defineConfig({
  answer: 'menu',
  nccos: {
    menu: [
      { when: ({ from }) => from === '44', ncco: () => 'sorry' },
      { when: { to: /^1/ }, ncco: [{ action: 'hangup' }] },
      { ncco: './sorry.json' },
    ],
    sorry: [{ action: 'input', type: ['dtmf'], eventUrl: ['{{ urls.menue }}'] }],
  },
});
`;
const REFUSED_CONFIG = `answer: wellcome
port: abc
apiSecret: hush123
nccos:
  welcome:
    - { action: talk, text: "{{ urls.menue }}" }
  welcome:
    - { action: inptu }
  menu:
    - when: { to: "1" }
      ncco: gone
    - ncco: ./none.json
  one: two
  two: one
  twice: ./twice.json
`;
const REFUSED_PROGRAM = `export default {
  answer: 'wellcome',
  nccos: { made: () => [], menu: [{ when: () => true, ncco: 'gone' }, { ncco: [{ action: 'inptu' }] }] },
};
`;
const FILES: Readonly<Record<string, string>> = {
  'bad.json': BAD,
  'good.json': GOOD,
  'comment.json': '[\n  // a comment\n  { "action": "talk", "text": "Hi" },\n]\n',
  'wrapped.json': '{ "ncco": [{ "action": "talk", "text": "Hi" }] }\n',
  'single.yaml': 'action: talk\ntext: Hi\n',
  'map.yaml': 'one:\n  - action: talk\n    text: Hi\ntwo:\n  - action: say\n    text: Hi\n',
  'hostile.json': '[{ "action": "\\u001b[31mtalk" }]\n',
  'project/vonage-flow.config.yaml': CONFIG,
  'project/nccos/sorry.yaml': '- action: talk\n  text: Sorry\n  loop: -1\n',
  'folder/package.json': '{ "name": "not an NCCO" }\n',
  'folder/deep/answer.json': GOOD,
  'empty/readme.json': '{}\n',
  'mild.config.yaml': `lint:
  rules: { unknown-action: off, phone-number: warn, unset-variable: info }
  maxWarnings: 1
  quiet: true
`,
  'wrong.config.yaml': 'lint:\n  rules: { unknown-acton: off }\n',
  'program/bad.ts': BAD_PROGRAM,
  'program/map.mjs':
    'export default { good: [{ action: "wait" }], made: () => [], bad: [{ action: "say" }] };\n',
  'program/made.cjs': 'module.exports = (webhook) => [{ action: "talk", text: webhook.from }];\n',
  'program/throws.ts': 'throw new Error("it was run");\n',
  'program/sorry.json': '[{ "action": "talk" }]\n',
  'program/vonage-flow.config.ts': PROGRAM_CONFIG,
  'named/vonage-flow.config.yaml': 'nccos:\n  menu: ./menu.ts\n',
  'named/menu.ts': 'throw new Error("it was run");\n',
  'exits/vonage-flow.config.ts': 'process.exit(0);\nexport default {};\n',
  'refused.yaml': REFUSED_CONFIG,
  'refused.ts': REFUSED_PROGRAM,
  'misspelt.yaml': 'anser: welcome\nncos: {}\n',
  'unanswered.yaml': 'nccos:\n  welcome: [{ action: wait }]\n',
  'twice.json': '[{ "action": "talk", "text": "Hi", "text": "Ho" }]\n',
  'blank/vonage-flow.config.yaml': '',
  'broken/good.json': GOOD,
  'broken/comma.json': '[{ "action": "talk", "text": "Hi" },]\n',
  'broken/indent.yml': '- action: talk\n text: Hi\n',
  'broken/half.json': '[{ "action": "talk", "te',
  'broken/empty.json': '',
  'settings/vonage-flow.config.yaml':
    'lint: { rules: { unknown-action: off } }\nanswer: [{ action: wait }]\n',
  'settings/nccos/new.json': '[{ "action": "teleport" }]\n',
  'strict/vonage-flow.config.yaml': 'lint: { rules: { unknown-action: warn }, maxWarnings: 0 }\n',
  'strict/new.json': '[{ "action": "teleport" }]\n',
  'near/vonage-flow.config.yaml': 'answer: [\n',
  'near/good.json': GOOD,
  'broken/tsconfig.json': '{ // settings of another program\n}\n',
  'mixed/good.json': GOOD,
  'mixed/latin1.json': '[{ "action": "talk", "text": "caf\u00ff" }]\n',
};

const place = newPlace();
let server: Server;
let address = '';

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(place.folder, name)), { recursive: true });
    writeFileSync(join(place.folder, name), text, name.includes('latin1') ? 'latin1' : 'utf8');
  }
  server = createServer((request, response) => {
    if (request.url?.startsWith('/post-only') && request.method !== 'POST') response.writeHead(405).end();
    else if (request.url?.startsWith('/html'))
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(GOOD);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
});
afterAll(() => {
  server.close();
  place.remove();
});

/** Stdout, stderr and exit code as one page, without what differs from run to run. */
const page = async (line: string): Promise<string> => {
  const ran = await runCli(line.replaceAll('<server>', address).split(' '), place);
  const text = `${ran.stdout}${ran.stderr === '' ? '' : `--- stderr\n${ran.stderr}`}--- exit ${ran.code}\n`;
  return `$ vonage-flow ${line}\n${text
    .replaceAll(address, '<server>')
    .replaceAll(place.folder, '<folder>')
    .replaceAll(/\b\d+ ms\b/g, '<n> ms')}`;
};

describe('vonage-flow ncco validate', () => {
  it.each<[name: string, line: string]>([
    ['pretty', 'ncco validate bad.json'],
    ['clean', 'ncco validate good.json'],
    ['several-files', 'ncco validate good.json bad.json single.yaml wrapped.json'],
    ['json', 'ncco validate --json bad.json'],
    ['github', 'ncco validate --format github bad.json'],
    ['sarif', 'ncco validate --format sarif wrapped.json'],
    ['junit', 'ncco validate --format junit good.json bad.json'],
    ['strict-json', 'ncco validate comment.json'],
    ['map', 'ncco validate map.yaml'],
    ['config', 'ncco validate project'],
    ['folder', 'ncco validate folder'],
    ['folder-broken', 'ncco validate broken'],
    ['folder-settings', 'ncco validate settings'],
    ['folder-settings-of-a-file', 'ncco validate settings/nccos/new.json'],
    ['folder-settings-of-two', 'ncco validate settings/nccos/new.json strict/new.json'],
    ['folder-settings-of-two-turned', 'ncco validate strict/new.json settings/nccos/new.json'],
    ['config-broken-nearby', 'ncco validate near/good.json'],
    ['folder-without', 'ncco validate empty'],
    ['pattern', 'ncco validate *d.json'],
    ['pattern-without', 'ncco validate *.none'],
    ['missing', 'ncco validate nowhere.json'],
    ['nothing-named', 'ncco validate'],
    ['quiet', 'ncco validate --quiet bad.json'],
    ['rule-off', 'ncco validate --rule unknown-action=off --rule option-spelling=warn bad.json'],
    ['rule-unknown', 'ncco validate --rule unknwon-action=off bad.json'],
    [
      'max-warnings',
      'ncco validate --rule phone-number=warn --rule unknown-action=off --rule option-spelling=off --rule unset-variable=off --max-warnings 0 bad.json',
    ],
    ['lint-settings', 'ncco validate --config mild.config.yaml bad.json'],
    [
      'lint-settings-overruled',
      'ncco validate -c mild.config.yaml --rule option-spelling=off --max-warnings 9 bad.json',
    ],
    ['lint-settings-wrong', 'ncco validate --config wrong.config.yaml bad.json'],
    ['lint-settings-missing', 'ncco validate --config nowhere.yaml bad.json'],
    ['hostile', 'ncco validate hostile.json'],
    ['server', 'ncco validate <server>/answer'],
    ['server-method', 'ncco validate <server>/post-only'],
    ['server-html', 'ncco validate <server>/html'],
    ['server-down', 'ncco validate http://127.0.0.1:1/answer'],
    ['program', 'ncco validate program/bad.ts'],
    ['program-json', 'ncco validate --json program/bad.ts'],
    ['program-github', 'ncco validate --format github program/bad.ts'],
    ['program-sarif', 'ncco validate --format sarif program/bad.ts'],
    ['program-junit', 'ncco validate --format junit program/bad.ts'],
    ['program-map', 'ncco validate program/map.mjs'],
    ['program-function', 'ncco validate program/made.cjs'],
    ['program-config', 'ncco validate program/vonage-flow.config.ts'],
    ['program-throws', 'ncco validate program/throws.ts'],
    ['program-in-folder', 'ncco validate program'],
    ['program-in-pattern', 'ncco validate program/*'],
    ['program-by-pattern', 'ncco validate program/m*.{mjs,cjs}'],
    ['program-named-by-data', 'ncco validate named'],
    ['config-refused', 'ncco validate refused.yaml'],
    ['config-refused-json', 'ncco validate --json refused.yaml'],
    ['config-refused-sarif', 'ncco validate --format sarif misspelt.yaml'],
    ['config-refused-program', 'ncco validate refused.ts'],
    ['config-misspelt', 'ncco validate misspelt.yaml'],
    ['config-unanswered', 'ncco validate unanswered.yaml'],
    ['config-blank', 'ncco validate blank'],
    ['config-exits', 'ncco validate --config exits/vonage-flow.config.ts bad.json'],
    ['config-explained', 'ncco rules config'],
    ['unreadable', 'ncco validate mixed bad.json'],
    ['address-without-http', 'ncco validate localhost:8080/answer'],
    ['rule-explained', 'ncco rules barge-in-without-input'],
  ])('%s', async (name, line) => {
    await expect(await page(line)).toMatchFileSnapshot(`../cases/cli/ncco/${name}.txt`);
  });
});
