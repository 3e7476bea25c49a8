import { all, either } from '../../text/either.ts';
import { defaultOf, type InputAction } from '../../vonage/ncco.ts';
import { type Detail, json, oneLine, quoted, type Said, said } from './said.ts';

export const sayInput = (action: InputAction): Said => {
  if (action.mode === 'asynchronous') return said('sends every key at once', 'the call goes on meanwhile');
  const hasKeys = action.type.includes('dtmf');
  const hasSpeech = action.type.includes('speech');
  const keys = keysOf(action);
  const speech = `speech in ${oneLine(action.speech?.language ?? defaultOf('input', 'speech.language'))}`;
  const awaited = [...(hasKeys ? [keys.words] : []), ...(hasSpeech ? [speech] : [])];
  return said(
    awaited.length === 0
      ? 'waits for nothing'
      : `${hasKeys ? 'waits for' : 'listens to'} ${either(awaited)}${hasKeys ? `, ${keys.limit}` : ''}`,
    hasKeys && action.dtmf?.submitOnHash === true && '# sends them',
    ...(hasSpeech ? speechDetails(action) : []),
  );
};

const keysOf = ({ dtmf }: InputAction): { readonly words: string; readonly limit: string } => {
  const most = dtmf?.maxDigits ?? defaultOf('input', 'dtmf.maxDigits');
  const seconds = dtmf?.timeOut ?? defaultOf('input', 'dtmf.timeOut');
  return most === 1
    ? { words: 'one key', limit: `at most ${seconds} s` }
    : { words: `up to ${most} keys`, limit: `at most ${seconds} s for each` };
};

const speechDetails = ({ speech = {} }: InputAction): readonly Detail[] => {
  const sensitivity = speech.sensitivity ?? defaultOf('input', 'speech.sensitivity');
  return [
    `${speech.startTimeout ?? defaultOf('input', 'speech.startTimeout')} s to begin`,
    `done after ${speech.endOnSilence ?? defaultOf('input', 'speech.endOnSilence')} s of silence or ${
      speech.maxDuration ?? defaultOf('input', 'speech.maxDuration')
    } s of speech`,
    speech.context !== undefined && speech.context.length > 0 && `expects ${all(speech.context.map(quoted))}`,
    speech.uuid !== undefined && `of the leg ${oneLine(speech.uuid[0] ?? '')}`,
    speech.saveAudio === true && 'keeps the audio',
    sensitivity !== defaultOf('input', 'speech.sensitivity') && `sensitivity ${sensitivity} %`,
    speech.provider !== undefined && `understood by ${oneLine(speech.provider)}`,
    speech.providerOptions !== undefined && `with ${json(speech.providerOptions)} for it`,
  ];
};
