import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODECS } from '../../emulator/audio/codecs.ts';
import { transcriptOf } from '../../emulator/files.ts';
import { proxyRefusal } from '../../emulator/rest/calls/voice-refusal.ts';
import { authorize } from './authorize.ts';
import type { HostDesk } from './desk.ts';
import { sendReply } from './serve-rest.ts';

/**
 * Where the Node SDK's `downloadRecording` asks when it is given an id instead of a URL. Its own check lets it ask
 * Vonage's hosts only, which `--redirect` leads here.
 */
export const SDK_FILES_PATH = '/v3/files';

/**
 * Answers `GET /v1/files/{id}`: a recording, or a transcript as JSON. It takes a JWT of the application that recorded
 * (voice-api.md §1); the bodies of the refusals are those of the Voice API (§10).
 */
export const sendFile = (
  desk: HostDesk,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): FastifyReply => {
  const trace = desk.newTraceId();
  const who = authorize('voice', request.headers.authorization, desk, { instance: trace });
  if (!who.ok) return sendReply(reply, trace, who.refusal);
  const file = desk.fileOf(request.params.id);
  if (file === undefined) return sendReply(reply, trace, proxyRefusal(404, 'there is no such file'));
  if (file.application !== who.application)
    return sendReply(reply, trace, proxyRefusal(401, 'another application recorded this file'));
  if (file.is === 'transcript') return reply.send(transcriptOf(file));
  const codec = CODECS[file.audio.format];
  return reply
    .header('content-type', codec.contentType)
    .header('content-length', codec.size(file.audio))
    .send(Readable.from(codec.bytes(file.audio), { objectMode: false }));
};
