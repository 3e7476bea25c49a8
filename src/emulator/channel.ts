import type { ChannelBody } from '../vonage/webhooks/rtc-bodies.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';

type End = NonNullable<ChannelBody['to']>;

/** How a leg is connected, as RTC events tell it; `id` is the leg's (rtc-events.md §1.1). */
export const channelOf = (call: Call, leg: Leg): ChannelBody => {
  const caller = rootLeg(call);
  // Whom the caller's leg hears and who hears it, when the NCCO says so (rtc-events.md §1.1).
  const { canHear, canSpeak } = (leg === caller && call.conversation.participants.get(call)) || {};
  const last = leg.lastChannel;
  if (last?.caller === caller && last.canHear === canHear && last.canSpeak === canSpeak) return last.channel;
  const channel: ChannelBody = {
    id: leg.uuid,
    type: leg.channel,
    ...(canHear && { can_hear: canHear }),
    ...(canSpeak && { can_speak: canSpeak }),
    from: fromEnd(call, leg),
    to: toEnd(leg),
    ...(leg.headers && { headers: leg.headers }),
    ...(leg.app?.knocking !== undefined && { knocking_id: leg.app.knocking }),
  };
  leg.lastChannel = { caller, canHear, canSpeak, channel };
  return channel;
};

// An app user is called by the caller of the conversation; a phone shows its own caller id.
const fromEnd = (call: Call, leg: Leg): End => {
  const caller = rootLeg(call);
  if (leg.channel !== 'app') return { type: 'phone', number: leg.from };
  return caller.channel === 'app'
    ? { type: 'app', user: caller.from }
    : { type: 'phone', number: caller.from };
};

const toEnd = ({ channel, direction, to, socket, headers }: Leg): End => {
  // An app calls a number (client-sdk.md §4, `serverCall`).
  if (direction === 'inbound') return { type: 'phone', number: to };
  switch (channel) {
    case 'app':
      return { type: 'app', user: to };
    case 'phone':
      return { type: 'phone', number: to };
    case 'sip':
      return { type: 'sip', uri: to };
    case 'vbc':
      return { type: 'vbc', extension: to };
    case 'websocket':
      return {
        type: 'websocket',
        uri: to,
        ...(socket && { 'content-type': socket.contentType }),
        ...(headers && { headers }),
      };
    default:
      return channel satisfies never;
  }
};

/** The channel of an invitation also lists its legs (rtc-events.md §4.1). */
export const invitedChannelOf = (call: Call, leg: Leg): ChannelBody => ({
  ...channelOf(call, leg),
  legs: [{ leg_id: leg.uuid, status: leg.status }],
  leg_ids: [leg.uuid],
});
