import { type Action, defaultOf } from '../../vonage/ncco.ts';
import { json, type Said, said } from './said.ts';
import { sayConnect } from './say-connect.ts';
import { sayInput } from './say-input.ts';
import { sayConversation, sayTransfer } from './say-meeting.ts';
import { sayStream, sayTalk } from './say-playback.ts';
import { sayRecord } from './say-record.ts';

/**
 * An action in words that a person would say, with the platform's defaults where the NCCO says nothing. Where it
 * leads to is not among them: that is an edge (`waysOf`).
 */
export const sayAction = (action: Action): Said => {
  switch (action.action) {
    case 'talk':
      return sayTalk(action);
    case 'stream':
      return sayStream(action);
    case 'input':
      return sayInput(action);
    case 'record':
      return sayRecord(action);
    case 'conversation':
      return sayConversation(action);
    case 'connect':
      return sayConnect(action);
    case 'notify':
      return said(`sends ${json(action.payload)}`);
    case 'wait':
      return said(`waits ${action.timeout ?? defaultOf('wait', 'timeout')} s`);
    case 'transfer':
      return sayTransfer(action);
    default:
      return action satisfies never;
  }
};
