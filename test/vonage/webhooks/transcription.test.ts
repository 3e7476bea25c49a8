import { describe } from 'vitest';
import { transcriptionWebhook } from '../../../src/vonage/webhooks/transcription.ts';
import { itHoldsTheLaw, itUnderstands } from '../laws.ts';

const wire = {
  type: 'record',
  status: 'transcribed',
  conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11',
  recording_uuid: 'c2b9d0aa-0f1e-4c55-b2c3-6a7f8e9d0c12',
  transcription_url: 'https://api-eu.nexmo.com/v1/files/0d4e5f60-7182-4394-a5b6-c7d8e9f0a1b2',
};

describe('transcription webhook', () => {
  itHoldsTheLaw(transcriptionWebhook);
  itUnderstands(transcriptionWebhook, [
    { name: 'a transcript, which names no leg', wire, conversation: wire.conversation_uuid },
  ]);
});
