import type { JsonObject } from '../../vonage/json.ts';
import type { EmulatorOptions } from './host.ts';

/** The application that an emulator begins with: voice and RTC, and the URLs that it was started with. */
export const initialApplication = (options: EmulatorOptions): JsonObject => {
  const slot = (address: string | undefined, method?: 'GET' | 'POST'): JsonObject | undefined =>
    address === undefined ? undefined : { address, ...(method && { http_method: method }) };
  const filled = (slots: Readonly<Record<string, JsonObject | undefined>>): JsonObject =>
    Object.fromEntries(
      Object.entries(slots).filter((entry): entry is [string, JsonObject] => entry[1] !== undefined),
    );
  return {
    name: options.applicationName ?? 'vonage-flow emulator',
    capabilities: {
      voice: {
        webhooks: filled({
          answer_url: slot(options.answerUrl, options.answerMethod),
          fallback_answer_url: slot(options.fallbackUrl),
          event_url: slot(options.eventUrl, options.eventMethod),
        }),
        signed_callbacks: true,
      },
      rtc: { webhooks: filled({ event_url: slot(options.rtcEventUrl) }), signed_callbacks: true },
    },
  };
};
