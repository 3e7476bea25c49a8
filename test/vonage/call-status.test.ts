import { describe, expect, it } from 'vitest';
import {
  CALL_STATUSES,
  endsCall,
  isCallStatus,
  SYNCHRONOUS_CONNECT_STATUSES,
} from '../../src/vonage/call-status.ts';

describe('call status', () => {
  it.each([
    // status, ends the leg, the reply to a synchronous connect may be an NCCO
    ['started', false, false],
    ['ringing', false, false],
    ['answered', false, false],
    ['human', false, false],
    ['machine', false, false],
    ['disconnected', false, false],
    ['busy', true, true],
    ['cancelled', true, false],
    ['unanswered', true, true],
    ['rejected', true, true],
    ['failed', true, true],
    ['timeout', true, true],
    ['completed', true, false],
  ] as const)('%s ends the leg: %j; replaces the NCCO: %j', (status, ends, replaces) => {
    expect([isCallStatus(status), endsCall(status), SYNCHRONOUS_CONNECT_STATUSES.has(status)]).toEqual([
      true,
      ends,
      replaces,
    ]);
  });

  it('has thirteen', () => {
    expect(new Set(CALL_STATUSES).size).toBe(13);
  });

  it.each([
    'hangup',
    'in-progress',
    'queued',
    'no-answer',
    'canceled',
    'initiated',
    'transcribed',
    'Completed',
    '',
    7,
    null,
  ])('does not know %j', (status) => {
    expect([isCallStatus(status), endsCall(String(status))]).toEqual([false, false]);
  });
});
