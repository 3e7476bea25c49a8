import { number, object, required, text } from '../../fields.ts';
import { channel } from './channel.ts';
import { entry } from './entry.ts';
import { LEG_HANGUP, LEG_PROGRESS } from './leg.ts';

/** The bill of an in-app leg; amounts are text, the mean opinion score a number. */
const RTC_STATUS = {
  duration: required(text),
  start_time: required(text),
  end_time: required(text),
  mos: required(number),
  price: required(text),
  price_currency: required(text),
  channel: required(channel),
} as const;

const RTC_TRANSFER = {
  was_member: required(text),
  user_id: required(text),
  transferred_from: required(text),
  channel: required(channel),
} as const;

const RTC_OFFER = {
  sdp: required(text),
  leg_id: required(text),
  member_leg_id: required(text),
  member_id: text,
  media_settings: object,
  name: text,
} as const;

/** In-app legs; offer, answer and terminate are signals to one session and carry no number (rtc-events.md §4). */
export const RTC_EVENTS = {
  'rtc:ringing': entry(LEG_PROGRESS, 'listed'),
  'rtc:answered': entry(LEG_PROGRESS, 'listed'),
  'rtc:hangup': entry(LEG_HANGUP, 'listed', 'sdk'),
  'rtc:status': entry(RTC_STATUS, 'listed'),
  'rtc:transfer': entry(RTC_TRANSFER, 'listed', 'sdk'),
  'rtc:terminate': entry({ member_id: required(text), rtc_id: required(text) }, 'listed', 'no-id'),
  'rtc:offer': entry(RTC_OFFER, 'no-id'),
  'rtc:answer': entry({ rtc_id: required(text), answer: required(text) }, 'listed', 'sdk', 'no-id'),
} as const;
