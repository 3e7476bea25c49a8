import { either } from '../../text/either.ts';
import { defaultOf, type RecordAction } from '../../vonage/ncco.ts';
import { json, oneLine, type Said, said, tells } from './said.ts';

export const sayRecord = (action: RecordAction): Said => {
  const ends = [
    ...(action.endOnKey === undefined ? [] : [oneLine(action.endOnKey)]),
    ...(action.endOnSilence === undefined ? [] : [`${action.endOnSilence} s of silence`]),
    ...(action.timeOut === undefined ? [] : [`${action.timeOut} s in all`]),
  ];
  return said(
    // Without a condition it runs beside the actions that follow (ncco.md §2).
    ends.length === 0 ? 'records the call from here on' : `records until ${either(ends)}`,
    action.beepStart === true && 'after a beep',
    (action.format ?? defaultOf('record', 'format')) !== defaultOf('record', 'format') &&
      `as ${action.format?.toUpperCase()}`,
    action.split !== undefined && 'each party in a channel of its own',
    action.channels !== undefined && `${action.channels} channels`,
    tells(action.eventUrl, action.eventMethod, 'when it is ready'),
    ...sayTranscription(action.transcription),
  );
};

/** How a recording is written down, when it is. */
export const sayTranscription = (transcription: RecordAction['transcription']): readonly string[] => {
  if (transcription === undefined) return [];
  const { language, sentimentAnalysis, provider, providerOptions, eventUrl, eventMethod } = transcription;
  return said(
    '',
    language === undefined ? 'written down' : `written down in ${oneLine(language)}`,
    sentimentAnalysis === true && 'with the mood of each part',
    provider !== undefined && `by ${oneLine(provider)}`,
    providerOptions !== undefined && `with ${json(providerOptions)} for it`,
    tells(eventUrl, eventMethod, 'when that is done'),
  ).details;
};
