import { SLOT_IDS, type SlotId } from '../../vonage/slots.ts';
import { foldersToTell } from '../folders-to-tell.ts';
import { type ListenFile, readListenFile, removeListenFile, writeListenFile } from '../listen-file.ts';
import type { Run } from './run.ts';

/**
 * Writes `.vonage-flow/listen.json`, for programs in any language that name addresses of this run, and keeps it true until
 * the returned function takes it away.
 */
export const tellOutside = (run: Run, listening: string): (() => void) => {
  const { world, config, desk, notices } = run;
  const startedAt = new Date(world.clock.now()).toISOString();
  const folders = foldersToTell(config.directory, world.cwd);
  const remark = (what: string): void => notices.note({ type: 'info', at: world.clock.now(), what });
  let told: string | undefined;
  let written = listenFileOf(run, listening, startedAt);

  const write = (): void => {
    const file = listenFileOf(run, listening, startedAt);
    written = file;
    for (const folder of folders) {
      const fault = writeListenFile(folder, file);
      if (fault === undefined || fault === told) continue;
      told = fault;
      remark(`vonage-flow url cannot tell the addresses of this run: ${folder}/.vonage-flow ${fault}`);
    }
  };

  for (const folder of folders) {
    const other = readListenFile(folder);
    if (other !== undefined && other.pid !== world.pid && world.isRunning?.(other.pid) === true)
      remark(
        `Another listen runs for this folder (process ${other.pid}): vonage-flow url tells this one’s addresses from now on.`,
      );
  }
  write();
  const leave = desk.onAddresses(write);
  return () => {
    leave();
    for (const folder of folders) removeListenFile(folder, written);
  };
};

/** What is told of a run, from where it started. */
export const listenFileOf = (
  { world, desk, source }: Run,
  listening: string,
  startedAt: string,
): ListenFile => {
  const { addresses, publicUrl, slots } = desk;
  const paths = new Map<SlotId, string>();
  for (const [path, ids] of slots) for (const id of ids) paths.set(id, path);
  return {
    version: 1,
    pid: world.pid,
    startedAt,
    url: publicUrl,
    listening,
    ...(source.applicationId !== undefined && { application: source.applicationId }),
    ...(source.emulator && { emulator: source.emulator.api }),
    slots: Object.fromEntries(SLOT_IDS.map((id) => [id, `${publicUrl}${paths.get(id) ?? ''}`])),
    nccos: Object.fromEntries(
      desk.book.names.flatMap((name) => {
        const url = addresses.urls[name];
        return url === undefined ? [] : [[name, url]];
      }),
    ),
    sockets: addresses.wss,
  };
};
