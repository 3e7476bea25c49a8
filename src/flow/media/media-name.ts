import type { Media } from './media-of.ts';

/**
 * How a file is called, without its ending: `2026-03-01T09-30-05Z_63f61863_recording-c2b9d0aa`, by start time and call. What a
 * webhook says becomes letters, digits and dashes: it may be a stranger's.
 *
 * @param flow the id of its call, as far as it is known
 * @param at when it was told of, in milliseconds since 1970
 */
export const mediaName = (media: Media, flow: string | undefined, at: number): string => {
  const start = new Date(media.startedAt ?? at).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const uuid = shortOf(media.uuid);
  return [start, shortOf(flow) || 'call', `${media.kind}${uuid === '' ? '' : `-${uuid}`}`].join('_');
};

const shortOf = (id: string | undefined): string =>
  (id ?? '')
    .replace(/^CON-/, '')
    .replaceAll(/[^\w-]/g, '')
    .slice(0, 8);
