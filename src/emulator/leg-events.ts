import type { CallStatus } from '../vonage/call-status.ts';
import type { LegHangupBody, LegStatusBody } from '../vonage/webhooks/rtc-bodies.ts';
import { billOf } from './bill.ts';
import { channelOf } from './channel.ts';
import type { Call, Leg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { isoTime, type Turn } from './turn.ts';

/** Writes the leg's status into the conversation: `leg:status:update` with all statuses so far. */
export const showLegStatus = (turn: Turn, call: Call, leg: Leg): void => {
  emitRtc(turn, call, { type: 'leg:status:update', leg, body: statusBody(leg, leg.history.length) });
};

/** The history only grows, so its first moments stay what they are. */
const statusBody = (leg: Leg, moments: number) => (): LegStatusBody => ({
  leg_id: leg.uuid,
  type: leg.channel,
  direction: leg.direction,
  status: leg.history[moments - 1]!.status,
  statusHistory: leg.history.slice(0, moments).map(({ status, at, member, conversation }) => ({
    status,
    date: isoTime(at),
    member_id: member,
    conversation_id: conversation,
  })),
});

/** `sip:` for phones and `rtc:` for apps, `ringing` and `answered`. */
export const signalLeg = (turn: Turn, call: Call, leg: Leg, what: 'ringing' | 'answered'): void =>
  emitRtc(turn, call, {
    type: leg.channel === 'app' ? `rtc:${what}` : `sip:${what}`,
    leg,
    body: { direction: leg.direction, channel: channelOf(call, leg) },
  });

/** `sip:hangup` or `rtc:hangup`, with the quality of a line without faults. `sipCode` instead of the usual one. */
export const signalHangup = (
  turn: Turn,
  call: Call,
  leg: Leg,
  status: CallStatus,
  sipCode: number | undefined,
): void =>
  emitRtc(turn, call, {
    type: leg.channel === 'app' ? 'rtc:hangup' : 'sip:hangup',
    leg,
    body: hangupBody(turn, call, leg, status, sipCode),
  });

/** Q.850 cause, its name and the SIP code (code is text, sip_code a number: rtc-events.md §4.2; values I). */
const REASONS: Partial<Record<CallStatus, readonly [string, string, number]>> = {
  completed: ['NORMAL_CLEARING', '16', 200],
  busy: ['USER_BUSY', '17', 486],
  unanswered: ['NO_USER_RESPONSE', '18', 480],
  timeout: ['NO_ANSWER', '19', 487],
  cancelled: ['ORIGINATOR_CANCEL', '487', 487],
  rejected: ['CALL_REJECTED', '21', 603],
  failed: ['UNALLOCATED_NUMBER', '1', 404],
};

/** The SDK reads 487 as nobody having answered in time; a call that the caller took back has to have another (client-sdk.md §1.2; which is U). */
const TAKEN_BACK = 200;

const isTakenBack = ({ channel }: Leg, status: CallStatus): boolean =>
  channel === 'app' && status === 'cancelled';

/** Packets of 20 ms in both directions, 172 bytes each: a line without faults. */
const hangupBody = (
  turn: Turn,
  call: Call,
  leg: Leg,
  status: CallStatus,
  sipCode: number | undefined,
): (() => LegHangupBody) => {
  const packets = leg.answeredAt === undefined ? 0 : Math.floor((turn.at - leg.answeredAt) / 20);
  const channel = channelOf(call, leg);
  return () => {
    const [text, code, usual] = REASONS[status] ?? REASONS.completed!;
    return {
      direction: leg.direction,
      channel,
      reason: { text, code, sip_code: sipCode ?? (isTakenBack(leg, status) ? TAKEN_BACK : usual) },
      quality: {
        mos_score: 4.5,
        quality_percentage: 100,
        jitter_min_var: 0,
        jitter_max_var: 0.3,
        jitter_loss_rate: 0,
        jitter_burst_rate: 0,
        flaw_total: 0,
        packet_cnt: packets,
        packet_loss_perc: 0,
      },
      bandwidth: { bytes_in: packets * 172, bytes_out: packets * 172 },
    };
  };
};

/** The billing event of an answered leg: `sip:status` or `rtc:status` (rtc-events.md §4). */
export const billLeg = (turn: Turn, call: Call, leg: Leg): void => {
  const channel = channelOf(call, leg);
  const times = () => ({ start_time: isoTime(leg.answeredAt!), end_time: isoTime(leg.endedAt!) });
  if (leg.channel === 'app') {
    const body = () => ({
      duration: billOf(leg).duration,
      ...times(),
      mos: 4.4,
      price: '0.0',
      price_currency: 'EUR',
      channel,
    });
    emitRtc(turn, call, { type: 'rtc:status', leg, body });
    return;
  }
  emitRtc(turn, call, {
    type: 'sip:status',
    leg,
    body: () => {
      const bill = billOf(leg);
      return {
        status: 'completed',
        // `in` and `out` only here (rtc-events.md §6).
        direction: leg.direction === 'inbound' ? 'in' : 'out',
        from: leg.from,
        to: leg.to,
        price: bill.price,
        rate: bill.rate,
        duration: bill.duration,
        ...(bill.network !== null && { network_code: bill.network }),
        channel,
        request_time: isoTime(leg.createdAt),
        ...times(),
      };
    },
  });
};
