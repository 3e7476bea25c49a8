import { isJsonObject, type Json, type JsonObject, parseJson } from '../../vonage/json.ts';
import type { Exchange } from '../exchange.ts';
import { nccoUse } from '../ncco-use.ts';
import { replyText } from '../reply-text.ts';

/** The NCCO that went back with an exchange. */
export interface RepliedNcco {
  /** Its name in the config; undefined for one of the user's server. */
  readonly name: string | undefined;
  readonly actions: readonly JsonObject[];
  /** As it went, masked as it was recorded; undefined when only the names of its actions were kept. */
  readonly text: string | undefined;
}

/** The NCCO that the platform took from the reply; undefined when it was none, or passed over. */
export const nccoOf = (exchange: Exchange): RepliedNcco | undefined => {
  const { origin, content, target, reply } = exchange;
  if (origin.by === 'listener') return undefined;
  const text = replyText(reply);
  const actions = actionsOf(parseJson(text));
  if (origin.by === 'ncco')
    return actions === undefined
      ? { name: origin.name, actions: origin.actions.map((action) => ({ action })), text: undefined }
      : { name: origin.name, actions, text };
  const use = nccoUse(content, target);
  if (use === undefined || use === 'ignores' || origin.failure !== undefined || reply.status >= 300)
    return undefined;
  if (actions === undefined || (use === 'takes' && actions.length === 0)) return undefined;
  return { name: undefined, actions, text };
};

const actionsOf = (ncco: Json | undefined): readonly JsonObject[] | undefined =>
  Array.isArray(ncco) ? (ncco as readonly Json[]).filter(isJsonObject) : undefined;
