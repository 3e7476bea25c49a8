import { type Application, slotValue, withSlot } from '../../vonage/application.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** The application that an emulator begins with, as far as it was said at the start. */
export interface FirstApplication extends WebhookUrls {
  readonly applicationName?: string;
  /** Of the application itself, as one would POST them; they go before the name and capabilities that it would have. */
  readonly fields?: JsonObject;
}

/** The application that an emulator begins with, as one would POST it: voice and RTC are on in any case. */
export const firstApplication = (said: FirstApplication): JsonObject =>
  withUrls(
    {
      name: said.applicationName ?? 'vonage-flow emulator',
      capabilities: {
        voice: { webhooks: {}, signed_callbacks: true },
        rtc: { webhooks: {}, signed_callbacks: true },
      },
      ...said.fields,
    },
    said,
  );

/** An application of an earlier start, with what was said at this one. */
export const withUrls = <A extends JsonObject | Application>(application: A, urls: WebhookUrls): A => {
  const put = (before: A, slot: SlotId, address: string | undefined, method?: 'GET' | 'POST'): A =>
    address === undefined
      ? before
      : withSlot(before, slot, {
          ...slotValue(before, slot),
          address,
          ...(method && { http_method: method }),
        });
  const withAnswer = put(application, 'voice.answer', urls.answerUrl, urls.answerMethod);
  const withFallback = put(withAnswer, 'voice.fallback', urls.fallbackUrl);
  const withEvent = put(withFallback, 'voice.event', urls.eventUrl, urls.eventMethod);
  return put(withEvent, 'rtc.event', urls.rtcUrl);
};
