import type { Endpoint } from '../../../vonage/ncco.ts';
import { type CallEndpoint, CREATE_CALL, type CreateCall } from '../../../vonage/voice-api/create-call.ts';
import { destinationOf } from '../../actions/destination.ts';
import { randomNumber } from '../../caller-id.ts';
import { detectionOf } from '../../dialling.ts';
import { type PlacedCall, placeCall } from '../../place-call.ts';
import type { Call, ChannelType, EventTarget } from '../../platform.ts';
import { complain, type Turn } from '../../turn.ts';
import { userNamed } from '../../users.ts';
import type { Answer } from '../route.ts';
import { objectOf } from './body-fields.ts';
import { readCreateCall } from './read-create-call.ts';
import { invalidParameters, proxyRefusal } from './voice-refusal.ts';

/** `POST /v1/calls`: the call is accepted, not answered (voice-api.md §2). */
export const createOutboundCall: Answer = (turn, request) => {
  const application = turn.platform.applications.get(request.application ?? '');
  if (application === undefined) return proxyRefusal(401, 'the application of the token is gone');
  const object = objectOf(request);
  if (!object.ok) return object.refusal;
  const reading = readCreateCall(object.fields, application);
  if (!reading.ok) return invalidParameters(reading.faults);
  const { wanted, ncco } = reading;
  const { type, to, headers, socket } = destinationOf(endpointOf(wanted.to[0]!));
  const number = to.replace(/^\+/, '');
  const user = type === 'app' ? userNamed(turn.platform, application.id, to) : undefined;
  const call = placeCall(turn, {
    ...timersOf(wanted),
    application: application.id,
    madeAt: new URL(request.origin).host,
    channel: type,
    from: callerId(turn, application.id, wanted, number),
    to: number,
    headers,
    socket,
    user,
    reachable: socket ? socket.rate !== undefined : type !== 'app' || user !== undefined,
    events: targetOf(wanted.event_url, wanted.event_method ?? 'POST'),
    runs: ncco ? { ncco } : { asks: targetOf(wanted.answer_url, wanted.answer_method ?? 'GET')! },
  });
  complainOf(turn, call, { type, to: number });
  return {
    status: 201,
    body: {
      uuid: call.id,
      status: 'started',
      direction: 'outbound',
      conversation_uuid: call.conversation.id,
    },
  };
};

/** The endpoint in the words of an NCCO, which differ for SIP alone. */
const endpointOf = (endpoint: CallEndpoint): Endpoint => {
  if (endpoint.type !== 'sip') return endpoint;
  const { standard_headers, ...others } = endpoint;
  return { ...others, ...(standard_headers && { standardHeaders: standard_headers }) };
};

const timersOf = (
  wanted: CreateCall,
): Pick<PlacedCall, 'ringingMs' | 'lengthMs' | 'dtmfAnswer' | 'detection'> => {
  const endpoint = wanted.to[0]!;
  const { advanced_machine_detection: advanced, machine_detection: standard } = wanted;
  return {
    ringingMs: (wanted.ringing_timer ?? CREATE_CALL.ringing_timer.default) * 1000,
    lengthMs: (wanted.length_timer ?? CREATE_CALL.length_timer.default) * 1000,
    dtmfAnswer: endpoint.type === 'phone' ? endpoint.dtmfAnswer : undefined,
    detection: detectionOf({
      ...(advanced && { advancedMachineDetection: advanced }),
      ...(standard && { machineDetection: standard }),
    }),
  };
};

const targetOf = (url: readonly string[] | undefined, method: 'GET' | 'POST'): EventTarget | undefined =>
  url?.[0] === undefined ? undefined : { url: url[0], method };

const callerId = (turn: Turn, application: string, wanted: CreateCall, to: string): string => {
  const { platform } = turn;
  return wanted.from?.number.replace(/^\+/, '') ?? randomNumber(platform, application, to, platform.random);
};

/** What is accepted and still does not work as somebody hopes. */
const complainOf = (
  turn: Turn,
  call: Call,
  end: { readonly type: ChannelType; readonly to: string },
): void => {
  const { from } = call.legs[0]!;
  if (end.type === 'app') {
    if (userNamed(turn.platform, call.application, end.to) === undefined)
      complain(call, `there is no user "${end.to}" to call`);
  } else if (!turn.platform.numbers.has(from)) {
    complain(call, `from ${from}: this is not one of your numbers, so the callee sees "unknown"`);
  }
};
