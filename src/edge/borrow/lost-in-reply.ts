import { isJsonObject, sameJson } from '../../vonage/json.ts';

/**
 * Dotted paths of what was sent and is missing or different in the reply. What the platform adds, such as default
 * time-outs, is no loss (applications-api.md §3).
 */
export const lostInReply = (sent: unknown, reply: unknown, path = ''): string[] => {
  if (!isJsonObject(sent) || !isJsonObject(reply)) return sameJson(sent, reply) ? [] : [path];
  return Object.keys(sent).flatMap((name) => {
    const place = path === '' ? name : `${path}.${name}`;
    return Object.hasOwn(reply, name) ? lostInReply(sent[name], reply[name], place) : [place];
  });
};
