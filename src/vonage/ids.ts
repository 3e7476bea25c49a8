/**
 * Ids as Vonage writes them. They are opaque text: the leg of an inbound phone call has 32 hex digits without
 * dashes, other legs a UUID with dashes, and both must be compared as given (voice-webhooks.md §2.1, rtc-events.md §6).
 */
export type CallUuid = string;
/** `CON-` and a UUID: the conversation that a call lives in. */
export type ConversationUuid = string;
export type ApplicationId = string;
/** `MEM-…`: a user inside a conversation. */
export type MemberId = string;
/** `USR-…`. */
export type UserId = string;

export const isConversationUuid = (text: string): boolean => text.startsWith('CON-');

/** First eight characters after any prefix: enough to tell legs and conversations of one terminal apart. */
export const shortId = (id: string): string => id.replace(/^[A-Z]{3}-/, '').slice(0, 8);
