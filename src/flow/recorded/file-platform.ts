import type { JsonObject } from '../../vonage/json.ts';
import { addProblems } from '../add-problems.ts';
import { addMoment, platformMoments } from '../moments.ts';
import { joinFlow, linkConversation, startFlow } from '../session.ts';
import { textAt } from './field-of.ts';
import type { FlowBook } from './file-recorded.ts';
import { recordedPlatform } from './recorded-platform.ts';

/** Files what an emulator told of a call: steps 1, 4 and 5c, which are inferred where nobody tells them. */
export const filePlatform = (book: FlowBook, record: JsonObject): void => {
  const notice = recordedPlatform(record);
  const id = textAt(record, 'flow');
  if (notice === undefined || id === undefined) return;
  const { at, event } = notice;
  const { session } = book;
  const flow = session.flows.get(id) ?? startFlow(session, id, at);
  book.here.add(flow);
  flow.startedAt = Math.min(flow.startedAt, at);
  flow.lastAt = Math.max(flow.lastAt, at);
  if (!book.told.has(id)) {
    book.told.add(id);
    // An emulator elsewhere may tell it after the webhook has come.
    const facts = flow.moments.filter(({ inferred }) => !inferred);
    flow.moments.splice(0, flow.moments.length, ...facts);
  }
  if (event.name === 'call-placed') {
    joinFlow(session, flow, event.leg, event.conversation, at);
    flow.from ??= event.from;
    flow.to ??= event.to;
  } else if (event.name === 'member-joined' || event.name === 'conversation-created')
    linkConversation(session, flow, event.conversation);
  else if (event.name === 'call-ended') {
    book.over.add(id);
    flow.ended = true;
    addProblems(flow, event.problem === undefined ? [] : [event.problem]);
  }
  if (book.draws) for (const moment of platformMoments(notice, false)) addMoment(flow, moment);
};
