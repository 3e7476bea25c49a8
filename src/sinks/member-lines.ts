import type { Member } from '../flow/recorded/members.ts';
import { shortId } from '../vonage/ids.ts';
import { paintedLine } from './painted-line.ts';
import type { Palette } from './palette.ts';
import { spokenDuration } from './wording.ts';

/** A conversation holds up to a hundred; this is a summary. */
const SHOWN = 20;

/** Each conversation with its members, as a tree; how long each was there. */
export const memberLines = (
  members: Iterable<Member>,
  startedAt: number,
  width: number,
  palette: Palette,
): readonly string[] => {
  return [...byConversation(members)].flatMap(([conversation, there]) => {
    const shown = there.slice(0, SHOWN);
    const more = there.length - shown.length;
    return [
      paintedLine(['   ', ['conversation ', palette.dim], shortId(conversation)], width),
      ...shown.map((member, at) => {
        const branch = at === shown.length - 1 && more === 0 ? '└' : '├';
        return paintedLine(
          [
            '   ',
            [`${branch} `, palette.dim],
            whoWords(member),
            '  ',
            [stayWords(member, startedAt), palette.dim],
          ],
          width,
        );
      }),
      ...(more === 0 ? [] : [paintedLine(['   ', [`└ and ${more} more`, palette.dim]], width)]),
    ];
  });
};

/** `Map.groupBy`, which Node 20 has not. */
export const byConversation = (members: Iterable<Member>): Map<string, Member[]> => {
  const groups = new Map<string, Member[]>();
  for (const member of members)
    groups.set(member.conversation, [...(groups.get(member.conversation) ?? []), member]);
  return groups;
};

/** Who a member is. */
export const whoWords = ({ id, name, channel }: Member): string =>
  `${name ?? shortId(id)}${channel === undefined ? '' : ` (${channel})`}`;

/** When a member came, and for how long. */
export const stayWords = ({ invitedAt, joinedAt, leftAt }: Member, startedAt: number): string => {
  const after = (at: number): string => spokenDuration(at - startedAt);
  if (joinedAt === undefined)
    return leftAt !== undefined ? 'left' : `invited after ${after(invitedAt ?? startedAt)}, never joined`;
  const stay = leftAt === undefined ? 'no leaving was told' : `stayed ${spokenDuration(leftAt - joinedAt)}`;
  return `joined after ${after(joinedAt)}, ${stay}`;
};
