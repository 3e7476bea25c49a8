import { PUT_STREAM, PUT_TALK } from '../../../vonage/voice-api/leg-bodies.ts';
import { playBeside, stopBeside } from '../../beside.ts';
import type { Playback } from '../../performance.ts';
import { nextUuid } from '../../random.ts';
import { filePlayback, speechPlayback } from '../../sound.ts';
import { measureStream } from '../../stream-length.ts';
import type { RestReply } from '../problem.ts';
import { fieldsOf } from './body-fields.ts';
import { forAnsweredLeg, type LegScene } from './live-leg.ts';

/** The reply to what was done to a leg (voice-api.md §6, §7). */
export const told = (message: string, { leg }: LegScene): RestReply => ({
  status: 200,
  body: { message, uuid: leg.uuid },
});

/** `PUT …/talk`. */
export const startTalk = forAnsweredLeg((scene) => {
  const reading = fieldsOf(PUT_TALK, scene.request);
  if (!reading.ok) return reading.refusal;
  const { turn, call, leg } = scene;
  const { voice_name: _old, ...action } = reading.fields;
  playBeside(turn, call, leg, speechPlayback({ action: 'talk', ...action }, nextUuid(call.random)));
  return told('Talk started', scene);
});

/** `PUT …/stream`. */
export const startStream = forAnsweredLeg((scene) => {
  const reading = fieldsOf(PUT_STREAM, scene.request);
  if (!reading.ok) return reading.refusal;
  const { turn, call, leg } = scene;
  const { stream_url: streamUrl, ...action } = reading.fields;
  const playback = filePlayback({ action: 'stream', streamUrl, ...action }, nextUuid(call.random));
  playBeside(turn, call, leg, playback);
  measureStream(turn, call, leg, String(streamUrl[0]), playback.id);
  return told('Stream started', scene);
});

/** Stopping what does not play is fine too (U). */
const stop = (is: Playback['is'], message: string) =>
  forAnsweredLeg((scene) => {
    stopBeside(scene.turn, scene.call, scene.leg, is);
    return told(message, scene);
  });

export const stopTalk = stop('say', 'Talk stopped');
export const stopStream = stop('play', 'Stream stopped');
