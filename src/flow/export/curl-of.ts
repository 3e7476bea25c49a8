import { toBase64 } from '../base64.ts';
import { factsOf } from '../exchange-facts.ts';
import type { RecordedExchange } from '../recorded/recorded-exchange.ts';
import { type Replayable, replayable } from '../recorded/replayable.ts';

/** The head of a shell script of `curl` commands. */
export const CURL_HEAD = [
  '#!/bin/sh',
  '# Recorded webhooks, unsigned. Where to, if not here: TO=https://… sh FILE',
  'TO="$' + '{TO:-http://localhost:8080}"',
] as const;

/** A webhook as a `curl` command for a shell, byte for byte; or a comment that says why it cannot be sent again. */
export const curlOf = (recorded: RecordedExchange, number: number): readonly string[] => {
  const { kind, status, event } = factsOf(recorded.exchange);
  const title = `# ${number} ${[kind, status, event]
    .filter((word) => word !== undefined)
    .map(comment)
    .join(' ')}`;
  const request = replayable(recorded);
  if ('why' in request) return ['', `${title}: left out, for ${request.why}`];
  return ['', title, curlCommand(request, `"$TO"${shellWord(request.path)}`), 'echo'];
};

/** One webhook as a command in one line. @param where the address as a word of a shell */
export const curlCommand = ({ method, headers, body }: Replayable, where: string): string => {
  const contentType = headers['content-type'];
  const text = body === undefined ? undefined : textOf(body);
  const command = [
    `curl -sS -i -g -X ${shellWord(method)}`,
    // A line break would begin another header.
    ...(contentType === undefined || /[\r\n\0]/.test(contentType)
      ? []
      : [`-H ${visibleWord(`content-type: ${contentType}`)}`]),
    ...(body === undefined ? [] : ['--data-binary', text === undefined ? '@-' : shellWord(text)]),
    where.replace(NO_PART_OF_A_URL, percentEncoded),
  ].join(' ');
  return text === undefined && body !== undefined
    ? `printf %s ${shellWord(toBase64(body))} | base64 -d | ${command}`
    : command;
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The body as an argument of a shell; undefined when it cannot be one: a NUL ends it, `@` makes curl read a file, a
 * character that a terminal obeys should not be there to be looked at, and a long one is no command line.
 */
const textOf = (body: Uint8Array): string | undefined => {
  if (body.length > LONGEST_ARGUMENT) return undefined;
  try {
    const text = strict.decode(body);
    return text.startsWith('@') || OBEYED.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
};

/** Linux takes 128 KiB in one argument. */
const LONGEST_ARGUMENT = 64 * 1024;
const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const NO_PART_OF_A_URL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What was one byte on the wire is one again: paths and headers are read as Latin-1. */
const bytesOf = (character: string): readonly number[] => {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? [code] : [...new TextEncoder().encode(character)];
};

const percentEncoded = (character: string): string =>
  bytesOf(character)
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** A text as one word of a shell, in which no character is there to be obeyed by a terminal. */
const visibleWord = (text: string): string => {
  if (!OBEYED.test(text)) return shellWord(text);
  const octal = (character: string): string =>
    bytesOf(character)
      .map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`)
      .join('');
  return `"$(printf %b ${shellWord(text.replaceAll('\\', '\\\\').replace(NO_PART_OF_A_URL, octal))})"`;
};

/** A text in quotes, as one word of a shell. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const comment = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 80);
