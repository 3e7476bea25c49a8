import type { Reply } from './webhook-request.ts';

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

/** A refusal by the listener itself, with words for whoever reads the reply. */
export const problemReply = (status: number, words: string): Reply => ({
  status,
  headers: JSON_TYPE,
  body: `${JSON.stringify({ title: 'vonage-flow', detail: words })}\n`,
});
