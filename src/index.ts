/**
 * The public API: Vonage's webhooks as types, understood and written by the same tables that the command line uses.
 *
 * ```ts
 * import { understand } from "vonage-flow";
 * const webhook = understand(await request.json());
 * if (webhook.kind === 'call-status' && webhook.status === 'completed') console.log(webhook.duration);
 * ```
 *
 * And the platform for tests of a voice app:
 *
 * ```ts
 * await using emulator = await startEmulator({ answerUrl: 'http://localhost:3000/answer' });
 * const flow = await emulator.call({ press: '1' });
 * expect(flow.said).toContain('Sales, one moment.');
 * ```
 */

export {
  defineConfig,
  type NccoBranch,
  type NccoContext,
  type NccoDefinition,
  type NccoFunction,
  type UserConfig,
  type WebhookFields,
  type WhenFunction,
} from './edge/config/define-config.ts';
export {
  type CallFlow,
  type RunningApplication,
  startEmulator,
  type TestApplication,
  type TestCall,
  type TestEmulator,
  type TestEmulatorOptions,
} from './edge/emulator/start-emulator.ts';
export type { CalleeScript, Reaction, Saying, UnusedReaction } from './emulator/script.ts';
export type { GivenUser, UserState } from './emulator/user-state.ts';
export type { LegFacts, PerformedAction, SentWebhook } from './flow/expect/call-facts.ts';
export { checkNcco, type LintOptions } from './lint/check.ts';
export { validateNcco } from './lint/check-text.ts';
export type { Diagnostic, Fix, Severity } from './lint/diagnostic.ts';
export { VERSION } from './version.ts';
export {
  CALL_STATUSES,
  type CallStatus,
  type Direction,
  endsCall,
  isCallStatus,
} from './vonage/call-status.ts';
export type { Json, JsonObject } from './vonage/json.ts';
export { type Action, type ActionName, type Endpoint, type Ncco, readNcco } from './vonage/ncco.ts';
export { fromQuery, toQuery } from './vonage/query.ts';
export { SLOTS, type Slot, type SlotId } from './vonage/slots.ts';
export {
  conversationOf,
  legOf,
  type UnknownWebhook,
  understand,
  type VonageWebhook,
  type WebhookKindName,
} from './vonage/webhook.ts';
export { type AnswerWebhook, answerWebhook } from './vonage/webhooks/answer.ts';
export { type CallStatusWebhook, callStatusWebhook } from './vonage/webhooks/call-status.ts';
export { type ErrorWebhook, errorWebhook } from './vonage/webhooks/error.ts';
export { type FallbackWebhook, fallbackWebhook } from './vonage/webhooks/fallback.ts';
export { type InputWebhook, inputWebhook } from './vonage/webhooks/input.ts';
export { type NotifyWebhook, notifyWebhook } from './vonage/webhooks/notify.ts';
export { type RecordingWebhook, recordingWebhook } from './vonage/webhooks/recording.ts';
export { type RtcEventWebhook, rtcEventWebhook } from './vonage/webhooks/rtc-event.ts';
export { type TranscriptionWebhook, transcriptionWebhook } from './vonage/webhooks/transcription.ts';
export { type TransferWebhook, transferWebhook } from './vonage/webhooks/transfer.ts';
