/** Where an application's webhooks go, by the names that flags, scenario files and `startEmulator` share. */
export interface WebhookUrls {
  readonly answerUrl?: string;
  readonly answerMethod?: 'GET' | 'POST';
  readonly eventUrl?: string;
  readonly eventMethod?: 'GET' | 'POST';
  readonly rtcUrl?: string;
  readonly fallbackUrl?: string;
}

/** The names themselves; one that is missing or too many does not compile. */
export const WEBHOOK_URL_NAMES = Object.keys({
  answerUrl: 0,
  answerMethod: 0,
  eventUrl: 0,
  eventMethod: 0,
  rtcUrl: 0,
  fallbackUrl: 0,
} satisfies Record<keyof WebhookUrls, 0>) as readonly (keyof WebhookUrls)[];

/** What is said of them in something larger, and nothing else of it. */
export const webhookUrlsIn = (said: WebhookUrls): WebhookUrls =>
  Object.fromEntries(
    WEBHOOK_URL_NAMES.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])),
  );
