import { defaultOf, type StreamAction, type TalkAction } from '../../vonage/ncco.ts';
import { type Detail, json, oneLine, quoted, type Said, said, tells } from './said.ts';

export const sayTalk = (action: TalkAction): Said =>
  said(
    `says ${quoted(spoken(action.text))}`,
    ...playback(action),
    action.language !== undefined &&
      action.language !== defaultOf('talk', 'language') &&
      `in ${oneLine(action.language)}`,
    (action.style ?? defaultOf('talk', 'style')) !== defaultOf('talk', 'style') &&
      `with voice ${action.style}`,
    action.premium === true && 'in premium quality',
    action.provider !== undefined && `with a voice of ${oneLine(action.provider)}`,
    action.providerOptions !== undefined && `with ${json(action.providerOptions)} for it`,
    action.voiceName !== undefined && `as ${oneLine(action.voiceName)}`,
  );

export const sayStream = (action: StreamAction): Said =>
  said(`plays ${oneLine(action.streamUrl[0] ?? '')}`, ...playback(action));

/** What `talk` and `stream` have in common. */
const playback = (action: TalkAction | StreamAction): readonly Detail[] => {
  const { level = 0, loop = 1 } = action;
  return [
    action.bargeIn === true && 'can be interrupted',
    loop !== 1 && (loop === 0 ? 'over and over' : loop === 2 ? 'twice' : `${loop} times`),
    level !== 0 && (level > 0 ? `louder (+${level})` : `quieter (${level})`),
    tells(action.eventUrl, action.eventMethod, 'about it'),
  ];
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** What is heard of a text: without the tags of SSML. */
const spoken = (text: string): string =>
  /^\s*<speak[\s>/]/i.test(text)
    ? text.replace(/<[^<>]*>/g, ' ').replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity]!)
    : text;
