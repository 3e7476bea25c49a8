/**
 * Types of RTC events that repeat what a voice event says of the same leg (rtc-events.md §4): its status, and the
 * bill at the end. What only the conversation knows (members, audio, transfers) is never folded.
 */
const MIRRORS: ReadonlySet<string> = new Set([
  'leg:status:update',
  'sip:ringing',
  'sip:answered',
  'sip:hangup',
  'sip:status',
  'rtc:ringing',
  'rtc:answered',
  'rtc:hangup',
  'rtc:status',
]);

/** True for an RTC event that tells what a voice event of the same leg tells. */
export const mirrorsVoice = (type: string): boolean => MIRRORS.has(type);
