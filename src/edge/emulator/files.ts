import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODECS } from '../../emulator/audio/codecs.ts';
import { transcriptOf } from '../../emulator/files.ts';
import type { StoredFile } from '../../emulator/recording.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';

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
  file: StoredFile | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  if (!isTokenOf(file?.application, request.headers.authorization))
    return reply.code(401).send({ type: 'UNAUTHORIZED', error_title: 'Unauthorized' });
  if (file === undefined) return reply.code(404).send({ type: 'NOT_FOUND', error_title: 'Not Found' });
  if (file.is === 'transcript') return reply.send(transcriptOf(file));
  const codec = CODECS[file.audio.format];
  return reply
    .header('content-type', codec.contentType)
    .header('content-length', codec.size(file.audio))
    .send(Readable.from(codec.bytes(file.audio), { objectMode: false }));
};

/**
 * Whether the header carries a JWT that names the application; any application's will do for a file that is not there.
 * The signature is not looked at: that belongs to the checking of all requests with a JWT, which the emulator does not
 * do yet.
 */
const isTokenOf = (application: string | undefined, authorization: string | undefined): boolean => {
  const payload = /^bearer +[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(authorization ?? '')?.[1];
  if (payload === undefined) return false;
  const claims = parseJson(Buffer.from(payload, 'base64url').toString());
  return isJsonObject(claims) && (application === undefined || claims['application_id'] === application);
};
