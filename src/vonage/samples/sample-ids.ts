/** Ids and numbers of the call that all samples are of; whoever makes a webhook of one puts others in their place. */
export const SAMPLE = {
  uuid: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  /** A leg that the application called. */
  other: 'cccccccc-0000-4000-8000-000000000003',
  conversation: 'CON-0a1b2c3d-1111-4222-8333-444455556666',
  /** Where a leg moves to. */
  otherConversation: 'CON-ffffffff-0000-4000-8000-00000000000f',
  application: '11111111-2222-4333-8444-555555555555',
  from: '447700900001',
  to: '447700900000',
  at: '2026-03-01T09:00:00.000Z',
} as const;
