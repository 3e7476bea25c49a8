import type { RestRequest } from '../../input.ts';
import { isLive } from '../../leg-state.ts';
import { type Call, type Leg, legOfCall } from '../../platform.ts';
import { areOtherRegions, isOtherRegion } from '../../region.ts';
import type { Turn } from '../../turn.ts';
import type { RestReply } from '../problem.ts';
import type { Answer, Params } from '../route.ts';
import { findLeg, type LegRecord } from './ledger.ts';
import { proxyRefusal } from './voice-refusal.ts';

/** A leg that can be told something. */
export interface LegScene {
  readonly turn: Turn;
  readonly request: RestRequest;
  readonly call: Call;
  readonly leg: Leg;
}

/** Answers for a leg that is on the line; others are refused as the platform does (voice-api.md §10). */
export const forLeg =
  (act: (scene: LegScene) => RestReply): Answer =>
  (turn, request, params) => {
    const found = liveLeg(turn, request, params);
    return 'refusal' in found ? found.refusal : act({ turn, request, ...found });
  };

/** The same for a leg that has been answered. */
export const forAnsweredLeg = (act: (scene: LegScene) => RestReply): Answer =>
  forLeg((scene) => notAnswered(scene.leg) ?? act(scene));

/** A leg that is not answered yet is refused like one that is over (§10, I). */
export const notAnswered = (leg: Leg): RestReply | undefined =>
  leg.answeredAt === undefined
    ? proxyRefusal(400, `the leg ${leg.uuid} is not answered yet: wait for its "answered" event`)
    : undefined;

export const noSuchLeg = (uuid: string): RestReply =>
  proxyRefusal(404, `this application has no leg ${uuid}, or it ended too long ago`);

/**
 * A leg that is known at the host that was asked. An inbound call runs in the region that its application names, a call of the API in that of
 * the host where it was made; at another region's host nobody knows it. One that was made at a host of no region is known everywhere (U).
 */
export const findHere = (
  { platform, at }: Turn,
  { application = '', origin }: RestRequest,
  uuid: string,
): LegRecord | undefined => {
  const leg = findLeg(platform.ledger, uuid, application, at);
  const { host } = new URL(origin);
  const isElsewhere =
    leg?.madeAt === undefined
      ? leg?.direction === 'inbound' && isOtherRegion(host, platform.applications.get(application))
      : areOtherRegions(host, leg.madeAt);
  return isElsewhere ? undefined : leg;
};

const liveLeg = (
  turn: Turn,
  request: RestRequest,
  { uuid = '' }: Params,
): { readonly call: Call; readonly leg: Leg } | { readonly refusal: RestReply } => {
  const { platform } = turn;
  if (findHere(turn, request, uuid) === undefined) return { refusal: noSuchLeg(uuid) };
  const call = platform.legs.get(uuid);
  const leg = call && legOfCall(call, uuid);
  if (call === undefined || leg === undefined || !isLive(leg))
    return { refusal: proxyRefusal(400, `the leg ${uuid} is over`) };
  // What is done to it may settle the call.
  turn.touched = call;
  return { call, leg };
};
