import { expect, it } from 'vitest';
import { lateReply } from '../../src/flow/late-reply.ts';
import { noticeLine } from '../../src/flow/notice-record.ts';
import { flowFor, newSession } from '../../src/flow/session.ts';
import { understand } from '../../src/vonage/webhook.ts';
import { exchange } from '../support/ivr-call.ts';

const REPLY = { status: 200, headers: {}, body: '' };

it.each([
  ['its leg', { uuid: 'one', from: '1', to: '2', conversation_uuid: 'CON-other' }, 'one'],
  ['the conversation that only it passed through', { payload: {}, conversation_uuid: 'CON-a' }, 'one'],
  ['no call, when two fit', { payload: {}, conversation_uuid: 'CON-b' }, undefined],
])('a reply that came too late belongs to the call of %s', (_what, fields, flow) => {
  const session = newSession('webhooks');
  flowFor(session, 'one', 'CON-a', 0);
  for (const leg of ['two', 'three']) flowFor(session, leg, undefined, 0);
  for (const leg of ['two', 'three'])
    session.byConversation.set(
      'CON-b',
      (session.byConversation.get('CON-b') ?? new Set()).add(session.byLeg.get(leg)!),
    );
  const question = {
    ...exchange(1, 'voice.event', {}),
    content: { form: 'webhook', fields, webhook: understand(fields) },
  };
  const forwarded = { url: 'http://localhost', milliseconds: 9000, reply: REPLY };
  const late = lateReply(
    session,
    question as never,
    { slot: 'voice.event', limit: 5000, tunnel: 0 },
    forwarded as never,
    { reply: REPLY, problems: [] } as never,
    1,
  );
  expect(late.flow?.id).toBe(flow);
  // As in the record of an exchange: without a tunnel that takes no time.
  expect(JSON.parse(noticeLine(late)).deadline).toEqual({ slot: 'voice.event', limit: 5000 });
  // What it took in the end is what the summary of that call has.
  expect(session.flows.get('one')?.slowest?.milliseconds).toBe(flow && 9000);
});
