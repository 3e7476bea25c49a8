import { channelOf } from './channel.ts';
import { whoIs } from './members.ts';
import { stir } from './patience.ts';
import { type Call, type Leg, rootLeg } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import {
  BETWEEN_KEYS_MS,
  HUMAN_MOMENT_MS,
  KEY_WAIT_MS,
  type PersonScript,
  type Reaction,
  type Saying,
  type UnusedReaction,
} from './script.ts';
import { keyCue, letSocketsHear } from './socket/socket-hears.ts';
import { speakingTime } from './speaking-time.ts';
import { keysReaction, speechReaction } from './timed-words.ts';
import { note, schedule, type Turn } from './turn.ts';

/** All that a person will do, in order. */
export const reactionsOf = ({ reactions = [], press = [], say = [] }: PersonScript): Reaction[] => [
  ...reactions,
  ...press.map(keysReaction),
  ...say.map((saying) => (typeof saying === 'string' ? speechReaction(saying) : { say: saying })),
];

/** What has a time of its own gets it now: the person's leg begins. */
export const beginTimedReactions = (turn: Turn, call: Call, leg: Leg): void => {
  const timed = leg.reactions.filter(({ at }) => at !== undefined);
  leg.reactions = leg.reactions.filter(({ at }) => at === undefined);
  for (const reaction of timed) {
    const delay = reaction.at! * 1000;
    leg.timed.push({ reaction, at: turn.at + delay });
    act(turn, call, leg, reaction, delay);
  }
};

/**
 * Somebody began to listen: the person uses the first entry of the script that can be heard. Keys come so many
 * milliseconds later. Gives how long it takes until the person has spoken.
 */
export const react = (
  turn: Turn,
  call: Call,
  leg: Leg,
  hears: { readonly keys: boolean; readonly speech: boolean },
  after = 0,
): number => {
  const index = leg.reactions.findIndex((reaction) => ('press' in reaction ? hears.keys : hears.speech));
  const [reaction] = index < 0 ? [] : leg.reactions.splice(index, 1);
  if (reaction) {
    stir(turn, call, leg);
    act(turn, call, leg, reaction, undefined, after);
  }
  return reaction && 'say' in reaction ? beginsAfter(reaction.say) + timeToSay(sayingOf(reaction.say)) : 0;
};

/** What the people of a call had still to do when it was over. To let a prompt pass is nothing to do. */
export const unusedReactions = (call: Call): readonly UnusedReaction[] =>
  call.legs.flatMap((leg) => [...leg.reactions, ...tooLate(leg)].flatMap((left) => unused(call, leg, left)));

/** What was to be done at a time that never came. */
const tooLate = ({ timed, endedAt }: Leg): readonly Reaction[] =>
  timed.filter(({ at }) => endedAt !== undefined && at > endedAt).map(({ reaction }) => reaction);

const unused = (call: Call, leg: Leg, reaction: Reaction): readonly UnusedReaction[] => {
  const by = leg === rootLeg(call) ? 'caller' : whoIs(leg);
  const left = { by, ...(reaction.at !== undefined && { at: reaction.at }) };
  if ('say' in reaction) return [{ ...left, say: sayingOf(reaction.say).text }];
  return reaction.press === '' ? [] : [{ ...left, press: reaction.press }];
};

const sayingOf = (say: string | Saying): Saying => (typeof say === 'string' ? { text: say } : say);

const beginsAfter = (say: string | Saying): number => {
  const { afterSeconds } = sayingOf(say);
  return afterSeconds === undefined ? HUMAN_MOMENT_MS : afterSeconds * 1000;
};

/** `delay` in milliseconds; undefined for what a person needs to react. */
const act = (
  turn: Turn,
  call: Call,
  leg: Leg,
  reaction: Reaction,
  delay: number | undefined,
  after = 0,
): void => {
  if ('press' in reaction) {
    press(turn, call, leg, reaction.press, delay ?? after + HUMAN_MOMENT_MS);
    return;
  }
  const saying = sayingOf(reaction.say);
  schedule(turn, call, delay ?? beginsAfter(saying), { do: 'speaks', leg: leg.uuid, saying });
};

const press = (turn: Turn, call: Call, leg: Leg, keys: string, begin: number): void => {
  let delay = begin;
  for (const key of keys) {
    if (key === 'w') delay += KEY_WAIT_MS;
    else {
      schedule(turn, call, delay, { do: 'presses', leg: leg.uuid, key });
      delay += BETWEEN_KEYS_MS;
    }
  }
};

/** How long it takes to say something, in milliseconds. */
export const timeToSay = ({ text, lastsSeconds }: Saying): number =>
  lastsSeconds === undefined ? speakingTime(text) : lastsSeconds * 1000;

/** How long a key is held, in milliseconds, as `audio:dtmf` tells it. */
const KEY_LENGTH_MS = 120;

/** A key goes into the conversation's log, whether somebody listens or not; before the leg is answered it is lost. */
export const showKey = (turn: Turn, call: Call, leg: Leg, key: string): void => {
  stir(turn, call, leg);
  note(turn, {
    name: 'keys-pressed',
    leg: leg.uuid,
    conversation: call.conversation.id,
    by: roleOf(leg),
    keys: key,
  });
  if (leg.answeredAt === undefined) return;
  call.keysEver += 1;
  letSocketsHear(turn, call, leg, keyCue(key));
  emitRtc(turn, call, {
    type: 'audio:dtmf',
    leg,
    body: {
      digits: key,
      digit: key,
      dtmf_seq: call.keysEver,
      method: 'in',
      duration: KEY_LENGTH_MS,
      channel: channelOf(call, leg),
    },
  });
};

/** Somebody begins to speak, whether somebody listens or not; before the leg is answered it is lost. */
export const showSpeech = (turn: Turn, call: Call, leg: Leg, saying: Saying): void => {
  stir(turn, call, leg);
  note(turn, {
    name: 'words-spoken',
    leg: leg.uuid,
    conversation: call.conversation.id,
    by: roleOf(leg),
    text: saying.text,
  });
  if (leg.answeredAt === undefined) return;
  emitRtc(turn, call, { type: 'audio:speaking:on', leg, body: { channel: channelOf(call, leg) } });
  letSocketsHear(turn, call, leg, { is: 'speech', milliseconds: timeToSay(saying) });
  schedule(turn, call, timeToSay(saying), { do: 'falls-silent', leg: leg.uuid });
};

export const showSilence = (turn: Turn, call: Call, leg: Leg): void =>
  emitRtc(turn, call, { type: 'audio:speaking:off', leg, body: { channel: channelOf(call, leg) } });

const roleOf = (leg: Leg): 'caller' | 'callee' => (leg.direction === 'inbound' ? 'caller' : 'callee');
