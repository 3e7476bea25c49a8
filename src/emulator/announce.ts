import type { Announcement, Conversation } from './conversation.ts';
import { carrierOf } from './errand.ts';
import type { Playback } from './performance.ts';
import type { Call } from './platform.ts';
import { emitRtc } from './rtc-events.ts';
import { letLegHearNoMore, letLegHearPlaying } from './socket/socket-hears.ts';
import { cancel, schedule, type Turn } from './turn.ts';

/** What a file lasts that is played to a whole conversation: its length is not asked for (U). */
const FILE_MS = 5000;

/** Says or plays something to everybody in a conversation, beside all that happens there (rtc-events.md §7). */
export const announce = (turn: Turn, conversation: Conversation, playback: Playback): void => {
  const call = carrierOf(turn, conversation);
  const told = { leg: undefined, conversation } as const;
  if (playback.is === 'say') emitRtc(turn, call, { ...told, type: 'audio:say', body: playback.body });
  else emitRtc(turn, call, { ...told, type: 'audio:play', body: playback.body });
  const milliseconds =
    playback.milliseconds === 'unknown' ? FILE_MS * playback.body.loop : playback.milliseconds;
  for (const leg of legsOf(conversation)) letLegHearPlaying(turn, leg, milliseconds);
  const task = { do: 'announcement-over', conversation: conversation.id, id: playback.id } as const;
  conversation.announcements.push({
    id: playback.id,
    is: playback.is,
    call: call.number,
    timer: milliseconds === undefined ? undefined : schedule(turn, call, milliseconds, task),
  });
};

/** Stops it; false when nothing of that kind and id is announced. */
export const stopAnnouncement = (
  turn: Turn,
  conversation: Conversation,
  is: Playback['is'],
  id: string,
): boolean => {
  const playing = conversation.announcements.find((one) => one.is === is && one.id === id);
  if (playing === undefined) return false;
  // Who carried it goes on to do so: an errand that nobody touches again would never be gone.
  const call = turn.platform.calls.get(playing.call) ?? carrierOf(turn, conversation);
  turn.touched = call;
  cancel(turn, call, playing.timer);
  for (const leg of legsOf(conversation)) letLegHearNoMore(turn, leg);
  const told = { leg: undefined, conversation } as const;
  if (is === 'say') emitRtc(turn, call, { ...told, type: 'audio:say:stop', body: { say_id: id } });
  else emitRtc(turn, call, { ...told, type: 'audio:play:stop', body: { play_id: id } });
  tellDone(turn, call, conversation, playing);
  return true;
};

/** Stops all of a kind; gives the id of the newest. */
export const stopAnnouncements = (
  turn: Turn,
  conversation: Conversation,
  is: Playback['is'],
): string | undefined => {
  const ids = conversation.announcements.filter((one) => one.is === is).map(({ id }) => id);
  for (const id of ids) stopAnnouncement(turn, conversation, is, id);
  return ids.at(-1);
};

/** It was heard to its end. */
export const announcementOver = (turn: Turn, call: Call, conversationId: string, id: string): void => {
  const conversation = turn.platform.conversations.get(conversationId);
  const playing = conversation?.announcements.find((one) => one.id === id);
  if (conversation && playing) tellDone(turn, call, conversation, playing);
};

/** Without a channel, as it was played to the whole conversation (rtc-events.md §4). */
const tellDone = (turn: Turn, call: Call, conversation: Conversation, playing: Announcement): void => {
  conversation.announcements.splice(conversation.announcements.indexOf(playing), 1);
  const told = { leg: undefined, conversation } as const;
  if (playing.is === 'say')
    emitRtc(turn, call, { ...told, type: 'audio:say:done', body: { say_id: playing.id } });
  else emitRtc(turn, call, { ...told, type: 'audio:play:done', body: { play_id: playing.id } });
};

const legsOf = ({ participants }: Conversation) => [...participants.keys()].flatMap(({ legs }) => legs);
