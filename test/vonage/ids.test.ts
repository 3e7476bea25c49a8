import { describe, expect, it } from 'vitest';
import { isConversationUuid, shortId } from '../../src/vonage/ids.ts';

describe('ids', () => {
  it.each([
    ['CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11', '5b0e7c52', true],
    ['MEM-aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa', false],
    ['1f0a64c2d9b34e1fb2f7a0c19d5e8a70', '1f0a64c2', false],
    ['0b1a7d5e-2f4c-4d63-8c1a-93f7d1c5a201', '0b1a7d5e', false],
    ['con-5b0e', 'con-5b0e', false],
    ['abc', 'abc', false],
    ['', '', false],
  ])('%j is %j in short; a conversation: %j', (id, short, isConversation) => {
    expect([shortId(id), isConversationUuid(id)]).toEqual([short, isConversation]);
  });
});
