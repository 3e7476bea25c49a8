import type { ConversationAction, TransferAction } from '../../vonage/ncco.ts';
import { type Detail, oneLine, quoted, type Said, said, tells } from './said.ts';
import { sayTranscription } from './say-record.ts';

export const sayConversation = (action: ConversationAction): Said =>
  said(
    `joins the conference ${quoted(action.name)}`,
    action.startOnEnter === false && 'waits for the moderator',
    action.musicOnHoldUrl !== undefined && `hears ${oneLine(action.musicOnHoldUrl[0] ?? '')} until it begins`,
    action.endOnExit === true && 'ends it on leaving',
    ...voices(action),
    action.record === true && 'records it',
    ...sayTranscription(action.transcription),
    tells(action.eventUrl, action.eventMethod, 'when the recording is ready'),
  );

export const sayTransfer = (action: TransferAction): Said =>
  said(`moves everybody into the conversation ${oneLine(action.conversationId)}`, ...voices(action));

/** Who hears whom. */
const voices = ({ mute, canSpeak, canHear }: ConversationAction | TransferAction): readonly Detail[] => [
  mute === true && 'muted',
  canSpeak && `heard ${canSpeak.length === 0 ? '' : 'only '}by ${legs(canSpeak)}`,
  canHear && `hears ${canHear.length === 0 ? '' : 'only '}${legs(canHear)}`,
];

const legs = (ids: readonly string[]): string =>
  ids.length === 0 ? 'nobody' : `${ids.length === 1 ? 'the leg' : 'the legs'} ${ids.map(oneLine).join(', ')}`;
