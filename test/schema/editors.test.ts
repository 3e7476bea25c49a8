import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/vonage/ncco.ts';
import { CURSOR, type Editor, jsonEditor, SCHEMAS, yamlEditor } from './editors.ts';

const NCCO = 'nccos/menu';
const CONFIG = 'vonage-flow.config';

type Request = readonly [ask: keyof Editor, file: string, text: string];

const JSON_REQUESTS: readonly Request[] = [
  ['complete', NCCO, '[{ "action": "‸" }]'],
  ['complete', NCCO, '[{ "action": "talk", ‸ }]'],
  ['complete', NCCO, '[{ "action": "talk", "text": "Hi", "bargeIn": ‸ }]'],
  ['complete', NCCO, '[{ "action": "input", "type": ["‸"] }]'],
  ['complete', NCCO, '[{ "action": "input", "type": ["dtmf"], "dtmf": { ‸ } }]'],
  ['complete', NCCO, '[{ "action": "input", "type": ["dtmf"], "eventMethod": ‸ }]'],
  ['complete', NCCO, '[{ "action": "connect", "endpoint": [{ "type": "‸" }] }]'],
  ['complete', NCCO, '[{ "action": "connect", "endpoint": [{ "type": "websocket", ‸ }] }]'],
  ['complete', NCCO, '[{ "action": "connect", "advancedMachineDetection": { "mode": ‸ } }]'],
  ['hover', NCCO, '[{ "action": "ta‸lk" }]'],
  ['hover', NCCO, '[{ "action": "wait", "time‸out": 1 }]'],
  ['hover', NCCO, '[{ "action": "input", "type": ["dtmf"], "dtmf": { "max‸Digits": 4 } }]'],
  ['hover', NCCO, '[{ "action": "talk", "text": "Hi", "voice‸Name": "Amy" }]'],
  ['complain', NCCO, '[{ "action": "tlak", "text": "Hi" }]'],
  ['complain', NCCO, '[{ "action": "talk", "text": 7, "bargeIn": "yes", "voiceName": "Amy" }]'],
  ['complain', NCCO, '[{ "action": "input", "type": "dtmf" }]'],
  ['complain', NCCO, '[{ "action": "connect", "endpoint": [{ "type": "phone", "number": "call me" }] }]'],
  ['complain', NCCO, '[{ "action": "record", "format": "flac", "timeOut": 1 }]'],
  ['complain', NCCO, '{ "action": "talk", "text": "Hi" }'],
  ['complete', CONFIG, '{ ‸ }'],
  ['complete', CONFIG, '{ "borrow": ["‸"] }'],
  ['complete', CONFIG, '{ "nccos": { "a": [{ "action": "wait", ‸ }] } }'],
  ['complete', CONFIG, '{ "nccos": { "a": [{ "when": { "from": 1 }, ‸ }] } }'],
  ['hover', CONFIG, '{ "tun‸nel": "none" }'],
  ['complain', CONFIG, '{ "prot": 4747, "tunnel": "localtunel" }'],
  ['complain', CONFIG, '{ "nccos": { "a": [{ "action": "talk", "text": 7 }] } }'],
];

const YAML_REQUESTS: readonly Request[] = [
  ['complete', NCCO, '- action: ‸'],
  ['complete', NCCO, '- action: talk\n  ‸'],
  ['complete', NCCO, '- action: connect\n  endpoint:\n    - type: sip\n      ‸'],
  ['hover', NCCO, '- action: wait\n  time‸out: 1'],
  ['complain', NCCO, '- action: talk\n  text: 7'],
  ['complain', NCCO, '- action: tlak\n  text: Hi'],
  ['complete', CONFIG, '‸'],
  ['complete', CONFIG, 'tunnel: ‸'],
  ['complete', CONFIG, 'nccos:\n  menu:\n    - action: wait\n      ‸'],
  ['hover', CONFIG, 'for‸ward: http://localhost:8080'],
  ['complain', CONFIG, 'prot: 4747\nnccos:\n  event: []'],
];

const page = async (editor: Editor, ending: string, requests: readonly Request[]): Promise<string> => {
  const blocks: string[] = [];
  for (const [ask, file, text] of requests) {
    const answer = await editor[ask](`${file}.${ending}`, text);
    const lines = (typeof answer === 'string' ? [answer] : answer).flatMap((line) => line.split('\n'));
    blocks.push(
      [`${ask} ${file}.${ending}`, ...text.split('\n'), ...lines.map((line) => `    ${line}`)].join('\n'),
    );
  }
  return `${blocks.join('\n\n')}\n`;
};

describe('an editor of JSON', () => {
  it('offers and tells what the tables have', async () => {
    await expect(await page(jsonEditor(), 'json', JSON_REQUESTS)).toMatchFileSnapshot(
      '../cases/schema/json.txt',
    );
  });

  it('offers all actions, and of one action its own options only', async () => {
    const editor = jsonEditor();
    const actions = await editor.complete('nccos/a.json', `[{ "action": "${CURSOR}" }]`);
    expect([...actions].sort()).toEqual(
      Object.keys(ACTIONS)
        .map((name) => JSON.stringify(name))
        .sort(),
    );
    const options = await editor.complete('nccos/a.json', `[{ "action": "talk", ${CURSOR} }]`);
    expect(options).toContain('bargeIn');
    expect(options).not.toContain('endpoint');
  });
});

describe('an editor of YAML', () => {
  it('offers and tells what the tables have', async () => {
    await expect(await page(yamlEditor(), 'yaml', YAML_REQUESTS)).toMatchFileSnapshot(
      '../cases/schema/yaml.txt',
    );
  });

  it('goes by the comment that names the schema', async () => {
    const modeline = `# yaml-language-server: $schema=${new URL('ncco.schema.json', SCHEMAS).href}\n`;
    const options = await yamlEditor().complete('elsewhere.yaml', `${modeline}- action: talk\n  ${CURSOR}`);
    expect(options).toContain('bargeIn');
    expect(options).not.toContain('endpoint');
  });
});
