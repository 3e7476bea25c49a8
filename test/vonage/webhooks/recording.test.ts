import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/vonage/webhook.ts';
import { recordingWebhook } from '../../../src/vonage/webhooks/recording.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  start_time: '2026-03-01T09:30:05Z',
  recording_url: 'https://api-eu.nexmo.com/v1/files/5f9a0e16-1b2c-4d3e-8f40-2a6b7c8d9e01',
  size: 184_320,
  recording_uuid: 'c2b9d0aa-0f1e-4c55-b2c3-6a7f8e9d0c12',
  end_time: '2026-03-01T09:30:41Z',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  timestamp: '2026-03-01T09:30:42.500Z',
};

describe('recording webhook', () => {
  itHoldsTheLaw(recordingWebhook);
  itUnderstands(recordingWebhook, [
    { name: 'a recording, which names no leg', wire, conversation: wire.conversation_uuid },
    {
      name: 'the newer form with its type',
      wire: { ...wire, type: 'record' },
      conversation: wire.conversation_uuid,
    },
  ]);

  it('keeps a size as text when it came by POST', () => {
    const { size: _size, ...rest } = wire;
    expect(understand({ ...wire, size: '184320' })).toEqual({
      kind: 'recording',
      ...rest,
      extra: { size: '184320' },
    });
  });
});
