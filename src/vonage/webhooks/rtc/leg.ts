import { anything, integer, listOf, number, required, shape, text, trueOrFalse } from '../../fields.ts';
import { channel, reason } from './channel.ts';
import { entry } from './entry.ts';

/** The form of 2026 (rtc-events.md §1.2). */
const STATE = shape({ status: text, successful: trueOrFalse, reason: text } as const);

const STATUS_HISTORY = listOf({
  status: text,
  date: text,
  member_id: text,
  conversation_id: text,
  knocker_id: text,
  state: STATE,
} as const);

const LEG_STATUS = {
  leg_id: required(text),
  type: required(text),
  direction: text,
  status: required(text),
  /** All statuses so far, oldest first. */
  statusHistory: STATUS_HISTORY,
  state: STATE,
} as const;

/** A leg rings or is answered. */
export const LEG_PROGRESS = { direction: required(text), channel: required(channel) } as const;

/** All numbers; `bytes_in` and `bytes_out` as the webhook and the Client SDK have them (rtc-events.md §4). */
export const LEG_HANGUP = {
  direction: required(text),
  channel: required(channel),
  reason,
  quality: required(
    shape({
      mos_score: number,
      quality_percentage: number,
      jitter_min_var: number,
      jitter_max_var: number,
      jitter_loss_rate: number,
      jitter_burst_rate: number,
      flaw_total: number,
      packet_cnt: number,
      packet_loss_perc: number,
    } as const),
  ),
  bandwidth: required(shape({ bytes_in: number, bytes_out: number } as const)),
} as const;

/** The bill of a phone or SIP leg: amounts as text, `direction` `in` or `out`. */
const SIP_STATUS = {
  status: text,
  direction: required(text),
  from: required(text),
  to: required(text),
  price: required(text),
  rate: required(text),
  duration: required(text),
  network_code: text,
  channel: required(channel),
  request_time: text,
  start_time: text,
  end_time: text,
  state: anything,
} as const;

const MACHINE = { type: required(text), confidence: required(integer), channel: required(channel) } as const;

/** The life of a leg, and what phone and SIP legs tell besides (rtc-events.md §4). */
export const LEG_EVENTS = {
  'leg:status:update': entry(LEG_STATUS, 'listed', 'sdk', 'id-optional'),
  'sip:ringing': entry(LEG_PROGRESS, 'listed', 'id-optional'),
  'sip:answered': entry(LEG_PROGRESS, 'listed'),
  'sip:hangup': entry(LEG_HANGUP, 'listed', 'id-optional'),
  'sip:status': entry(SIP_STATUS, 'listed', 'id-optional'),
  'sip:machine': entry(MACHINE, 'listed'),
  'sip:amd_machine': entry(MACHINE, 'listed'),
} as const;
