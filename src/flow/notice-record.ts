import { type Json, type JsonObject, parseJson } from '../vonage/json.ts';
import { deadlineRecord, exchangeLine, exchangeRecord, harmless, RECORD_VERSION } from './exchange-record.ts';
import type { Flow, Gap, Leg, Slowest } from './flow.ts';
import type { LateReply } from './late-reply.ts';
import { maskJson, maySecret } from './mask.ts';
import type { CommandNotice, Notice, PlatformEvent, Ready, SocketNotice, TunnelNotice } from './notice.ts';
import type { Way } from './reachable.ts';
import { redactNotice } from './redact/redact-record.ts';
import type { Redaction } from './redact/redaction.ts';
import { replyRecord } from './reply-record.ts';
import type { CallSocket } from './sockets/call-sockets.ts';

/** Any notice as one line of JSON, without the fields that the config redacts: what `--json` prints. */
export const noticeLine = (notice: Notice, redaction?: Redaction | undefined): string => {
  if (notice.type === 'exchange') return exchangeLine(notice.exchange, notice.flow, redaction);
  const record = noticeRecord(notice);
  return harmless(JSON.stringify(redaction?.isOn ? redactNotice(record, redaction) : record));
};

/** Any notice as one line of `--json` (docs/events.md). Fields that are not known are left out. */
export const noticeRecord = (notice: Notice): JsonObject => {
  switch (notice.type) {
    case 'exchange':
      return exchangeRecord(notice.exchange, notice.flow);
    case 'ready':
      return readyRecord(notice);
    case 'platform':
      return masked({
        ...start('platform', notice.at),
        source: 'emulator',
        ...known('flow', notice.flow),
        ...platformFields(notice.event),
      });
    case 'flow-ended':
      return flowRecord(notice.flow, 'flow-ended');
    case 'trouble':
      return masked({
        ...start('trouble', notice.at),
        what: notice.what,
        ...known('excerpt', notice.excerpt),
        ...known('tryThis', notice.tryThis),
      });
    case 'tunnel':
      return masked(tunnelRecord(notice));
    case 'socket':
      return masked(socketRecord(notice));
    case 'late-reply':
      return masked(lateRecord(notice));
    case 'reachable':
      return masked({ ...start('reachable', notice.at), ways: notice.ways.map(wayRecord) });
    case 'command':
      return masked({
        ...start('command', notice.at),
        command: notice.command,
        ...newsFields(notice.news),
      });
    case 'info':
      return masked({ ...start('info', notice.at), what: notice.what });
    case 'closing':
      return masked({ ...start('closing', notice.at), reason: notice.reason });
    case 'closed':
      return masked({ ...start('closed', notice.at), left: notice.left.map((slot) => ({ ...slot })) });
    default:
      return notice satisfies never;
  }
};

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const start = (type: Notice['type'], at: number): JsonObject => ({
  v: RECORD_VERSION,
  type,
  at: isoTime(at),
});

/** One field, or none when there is nothing to say. */
const known = (name: string, value: Json | undefined): JsonObject =>
  value === undefined ? {} : { [name]: value };

/** One look at the whole text is cheaper than one at each of its parts, and nearly no record holds a secret. */
const masked = (record: JsonObject): JsonObject =>
  // An object stays an object when its secrets are masked.
  maySecret(JSON.stringify(record)) ? (maskJson(record) as JsonObject) : record;

const readyRecord = (ready: Ready): JsonObject => ({
  ...masked({
    ...start('ready', ready.at),
    listening: ready.listening,
    publicUrl: ready.publicUrl,
    tunnel: ready.tunnel,
    ...known('application', ready.application && { ...ready.application }),
    borrowed: ready.borrowed.map(({ slot, before, now }) => ({ slot, before: before ?? null, now })),
    skipped: ready.skipped.map((skipped) => ({ ...skipped })),
    ...known('undo', ready.undo),
    nccos: ready.nccos,
    numbers: ready.numbers,
    ...known('config', ready.config),
    ...known('forward', ready.forward),
    ...known('copy', ready.copy),
    ...known('reachable', ready.reachable.length === 0 ? undefined : ready.reachable.map(wayRecord)),
    ...known('records', ready.records),
    ...known('emulator', ready.emulator && { ...ready.emulator }),
  }),
  // Outside, for its name is that of a secret.
  signatures: ready.signatures,
});

const lateRecord = (late: LateReply): JsonObject => {
  const { exchange, flow, kind, deadline, url, milliseconds, reply, failure, problems } = late;
  const record = {
    ...start('late-reply', late.at),
    exchange,
    ...known('flow', flow?.id),
    kind,
    deadline: deadline && deadlineRecord(deadline),
    forward: { url, milliseconds: Math.round(milliseconds), ...known('failure', failure) },
    reply: replyRecord(reply),
    problems,
  };
  // Undefined fields vanish when it is written.
  return record as unknown as JsonObject;
};

const wayRecord = ({ method, path, is, to }: Way): JsonObject => ({
  ...known('method', method),
  path,
  is,
  ...known('to', to),
});

const tunnelRecord = (notice: TunnelNotice): JsonObject => {
  const { state, tunnel, publicUrl } = notice;
  const common = { ...start('tunnel', notice.at), state, tunnel, publicUrl };
  if (notice.state === 'lost') return { ...common, why: notice.why, provenAt: isoTime(notice.provenAt) };
  return {
    ...common,
    before: notice.before,
    gap: gapRecord(notice.gap),
    moved: notice.moved,
    calls: notice.calls.map(({ flow, number, from, to, conversations, holdsOldAddress }) => ({
      flow,
      number,
      ...known('from', from),
      ...known('to', to),
      conversations,
      holdsOldAddress,
    })),
    ...known('pull', notice.pull),
  };
};

const newsFields = (news: CommandNotice['news']): JsonObject => {
  const fields: Record<string, Json> = {};
  for (const [field, value] of Object.entries(news)) if (value !== undefined) fields[field] = value;
  if (news.name === 'ended') fields['milliseconds'] = Math.round(news.milliseconds);
  return fields;
};

const socketRecord = ({ at, socket, address, agent, flow, news }: SocketNotice): JsonObject => {
  const record: Record<string, Json> = { ...start('socket', at), socket, address, ...known('agent', agent) };
  if (flow) record['flow'] = flow.id;
  for (const [field, value] of Object.entries(news)) if (value !== undefined) record[field] = value as Json;
  if ('milliseconds' in news) record['milliseconds'] = Math.round(news.milliseconds);
  return record;
};

const callSocketRecord = ({ address, id, closed }: CallSocket): JsonObject => {
  if (closed === undefined) return { address, ...known('socket', id) };
  const { by, code, reason, client, server } = closed;
  const milliseconds = Math.round(closed.milliseconds);
  return {
    address,
    ...known('socket', id),
    by,
    code,
    reason,
    milliseconds,
    client: { ...client },
    server: { ...server },
  };
};

const gapRecord = ({ from, to }: Gap): JsonObject => ({ from: isoTime(from), to: isoTime(to) });

const platformFields = (event: PlatformEvent): JsonObject => {
  const { name, ...fields } = brief(event);
  const record: Record<string, Json> = { name };
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) record[field] = value;
  }
  // The NCCO that runs is worth more to a reader as JSON than as text with its quotes escaped.
  if (event.name === 'webhook-sent' && event.executes !== undefined) {
    record['executes'] = parseJson(event.executes) ?? event.executes;
  }
  return record;
};

/** Without the parts that another line has: the NCCO that an action stands in, the exchange that a webhook becomes. */
const brief = (
  event: PlatformEvent,
): { readonly name: string; readonly [field: string]: Json | undefined } => {
  switch (event.name) {
    case 'action-started': {
      const { performs: _performs, ...rest } = event;
      return rest;
    }
    case 'webhook-sent': {
      const { fields: _fields, refused: _refused, ...rest } = event;
      return rest;
    }
    default:
      return event;
  }
};

/** What is known of a call. */
export const flowRecord = (flow: Flow, type: 'flow-ended' | 'flow'): JsonObject => {
  const record = {
    v: RECORD_VERSION,
    type,
    at: isoTime(flow.lastAt),
    flow: flow.id,
    number: flow.number,
    startedAt: isoTime(flow.startedAt),
    milliseconds: flow.lastAt - flow.startedAt,
    from: flow.from,
    to: flow.to,
    exchanges: flow.exchanges,
    ...known('pulled', flow.pulled === 0 ? undefined : flow.pulled),
    legs: Array.from(flow.legs.values(), legRecord),
    conversations: [...flow.conversations],
    problems: flow.problems,
    ...known('slowest', flow.slowest && slowestRecord(flow.slowest)),
    ...known('sockets', flow.sockets?.map(callSocketRecord)),
    ...known('gaps', flow.gaps?.map(gapRecord)),
  };
  // As with a leg's record.
  return masked(record as unknown as JsonObject);
};

const slowestRecord = ({ kind, milliseconds, deadline, isReplaced }: Slowest): JsonObject => ({
  kind,
  milliseconds: Math.round(milliseconds),
  slot: deadline.slot,
  limit: deadline.limit,
  ...known('tunnel', deadline.tunnel === 0 ? undefined : Math.round(deadline.tunnel)),
  ...known('isReplaced', isReplaced),
});

/** `duration` and `price` keep Vonage's text: seconds and EUR (voice-webhooks.md §3). */
const legRecord = (leg: Leg): JsonObject => {
  const record = {
    leg: leg.uuid,
    direction: leg.direction,
    from: leg.from,
    to: leg.to,
    status: leg.status,
    startedAt: isoTime(leg.startedAt),
    answeredAt: leg.answeredAt === undefined ? undefined : isoTime(leg.answeredAt),
    endedAt: leg.endedAt === undefined ? undefined : isoTime(leg.endedAt),
    duration: leg.duration,
    price: leg.price,
    detail: leg.detail,
    disconnectedBy: leg.disconnectedBy,
  };
  // Undefined fields vanish when it is written, and nobody reads one before.
  return record as unknown as JsonObject;
};
