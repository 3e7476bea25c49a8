import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCallScript } from '../../../src/edge/emulator/call-script.ts';
import { Failure } from '../../../src/failure.ts';

const CALL = { from: '447700900222', to: '442079460111' };
const FROM_AND_TO =
  'from and to are texts, digits without +; a user who calls from an app has "as" instead of from';

const called = (script: unknown) => ({ ...CALL, callees: { alice: script } });

describe('the script of a call', () => {
  it.each<[name: string, script: object]>([
    ['nothing but the numbers', CALL],
    ['keys', { ...CALL, press: ['1', '12#', 'w3', ''], hangUpAfterSeconds: 30 }],
    [
      'words',
      { ...CALL, say: ['billing', { text: 'sales', confidence: 0.7, afterSeconds: 2, lastsSeconds: 1 }] },
    ],
    [
      'words that were hardly understood',
      { ...CALL, say: [{ text: 'a', alternatives: ['b', { text: 'c', confidence: 1 }], error: 'ERR1' }] },
    ],
    [
      'reactions, also at times',
      { ...CALL, reactions: [{ press: '1' }, { say: 'yes', at: 4.5 }, { press: '2', at: 0 }] },
    ],
    ['a user who calls from an app', { as: 'alice', to: '1', customData: { ticket: 'T-1009' } }],
    ['somebody who answers', called({ does: 'answer' })],
    [
      'a machine',
      called({ does: 'answer', as: 'machine', afterSeconds: 1, hangUpAfterSeconds: 60, beepAfterSeconds: 5 }),
    ],
    [
      'somebody who presses a key before joining',
      called({ does: 'answer', press: ['1'], reactions: [{ say: 'hm' }] }),
    ],
    ['where apps are', { ...CALL, userStates: [{ user: 'alice', state: 'offline', at: 4 }] }],
    ['a voice', { ...CALL, voice: 'tone' }],
    ['a voice from a file', { ...CALL, voice: 'samples/hello.WAV' }],
    ['busy', called({ does: 'busy', sipCode: 600 })],
    ['rejected', called({ does: 'reject', detail: 'restricted', afterSeconds: 1, sipCode: 403 })],
    ['unanswered', called({ does: 'unanswered', detail: 'timeout' })],
    ['failed', called({ does: 'fail', detail: 'number_out_of_service' })],
    ['ignored', called({ does: 'ignore' })],
  ])('holds %s', (_name, script) => {
    expect(readCallScript(script)).toEqual(script);
  });

  it('is what the documentation shows', () => {
    const example = /```json\n(.*?)```/s.exec(readFileSync('docs/emulator.md', 'utf8'))![1]!;
    expect(readCallScript(JSON.parse(example))).toEqual(JSON.parse(example));
  });

  it.each<[why: string, script: unknown]>([
    ['a call is a JSON object with from, to and press', [CALL]],
    [FROM_AND_TO, { from: 447700900222, to: '1' }],
    [FROM_AND_TO, { to: '1' }],
    [FROM_AND_TO, { ...CALL, as: 'alice' }],
    ['customData comes from an app: add "as", the user who calls', { ...CALL, customData: {} }],
    [
      'userStates[0] has no time: add at, the second of the call',
      { ...CALL, userStates: [{ user: 'alice', state: 'offline' }] },
    ],
    ['userStates[0] has no time: write it as alice=offline@4s', { ...CALL, userStates: ['alice=offline'] }],
    [
      'userStates[1].state is "away": it is one of foreground, background and offline',
      { ...CALL, userStates: ['alice=offline@1s', { user: 'alice', state: 'away', at: 2 }] },
    ],
    ['customData is a JSON object', { as: 'alice', to: '1', customData: 'T-1009' }],
    ['the call has no "pres": did you mean "press"?', { ...CALL, pres: ['1'] }],
    [
      'the call has no "duration": it has from, to, as, customData, press, say, reactions, voice, hangUpAfterSeconds, callees and userStates',
      { ...CALL, duration: 5 },
    ],
    ['voice is silence, tone, or the path of a .wav file', { ...CALL, voice: 'voice.mp3' }],
    ['voice is a text', { ...CALL, voice: 1 }],
    ['press is a list', { ...CALL, press: '1' }],
    ['press[1] is a text of keys 0-9, * and #, and w to wait', { ...CALL, press: ['1', 'a'] }],
    ['hangUpAfterSeconds is a number of seconds, from 0', { ...CALL, hangUpAfterSeconds: -1 }],
    [
      'say[0] is an object with text, confidence, afterSeconds, lastsSeconds, alternatives and error',
      { ...CALL, say: [1] },
    ],
    ['say[0].text is a text', { ...CALL, say: [{}] }],
    ['say[0] has no "txt": did you mean "text"?', { ...CALL, say: [{ txt: 'a' }] }],
    ['say[0].confidence is a number from 0 to 1', { ...CALL, say: [{ text: 'a', confidence: 93 }] }],
    ['say[0].alternatives[0].text is a text', { ...CALL, say: [{ text: 'a', alternatives: [{}] }] }],
    ['reactions[0] has either press or say', { ...CALL, reactions: [{ at: 1 }] }],
    ['reactions[0] has either press or say', { ...CALL, reactions: [{ press: '1', say: 'a' }] }],
    ['reactions[0].at is a number of seconds, from 0', { ...CALL, reactions: [{ press: '1', at: '2' }] }],
    ['callees is an object: number or user name to what they do', { ...CALL, callees: ['alice'] }],
    ['callees.alice is an object like {"does": "busy"}', called('busy')],
    ['callees.alice.does is "ansewr": did you mean "answer"?', called({ does: 'ansewr' })],
    [
      'callees.alice.does is missing: it is one of answer, reject, unanswered, busy, fail and ignore',
      called({ afterSeconds: 1 }),
    ],
    [
      'callees.alice has no "hangupAfterSeconds": did you mean "hangUpAfterSeconds"?',
      called({ does: 'answer', hangupAfterSeconds: 1 }),
    ],
    [
      'callees.alice has no "afterSeconds": it has does and sipCode',
      called({ does: 'busy', afterSeconds: 1 }),
    ],
    ['callees.alice.as is "robot": it is one of human and machine', called({ does: 'answer', as: 'robot' })],
    [
      'callees.alice.beepAfterSeconds is of a machine only: add "as": "machine"',
      called({ does: 'answer', beepAfterSeconds: 3 }),
    ],
    [
      'callees.alice.detail is "restrictd": did you mean "restricted"?',
      called({ does: 'reject', detail: 'restrictd' }),
    ],
    [
      'callees.alice.detail is "declined": it is one of cannot_route, number_out_of_service and internal_error',
      called({ does: 'fail', detail: 'declined' }),
    ],
    ['callees.alice.sipCode is a number from 300 to 699', called({ does: 'busy', sipCode: 200 })],
    [
      'callees.alice.press[0] is a text of keys 0-9, * and #, and w to wait',
      called({ does: 'answer', press: ['x'] }),
    ],
  ])('is refused: %s', (why, script) => {
    const reading = () => readCallScript(script);
    expect(reading).toThrow(Failure);
    expect(reading).toThrow(expect.objectContaining({ why, exitCode: 2 }) as Error);
  });
});
