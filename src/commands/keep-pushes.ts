import { join } from 'node:path';
import type { KeepPush } from '../edge/emulator/keep-push.ts';
import { OWN_FOLDER } from '../edge/own-folder.ts';
import { openPushFiles } from '../sinks/push-files.ts';
import { printable } from '../text/printable.ts';
import type { World } from '../world.ts';

/** Keeps the pushes of an emulator in the project, and says on stderr, once, when that cannot be done. */
export const keepPushes = (project: string, { clock, isRunning, stderr }: World): KeepPush =>
  openPushFiles(join(project, OWN_FOLDER), {
    now: () => clock.now(),
    isRunning,
    trouble: (what, tryThis) => stderr.write(`! ${printable(what)}\n  → ${printable(tryThis)}\n`),
  }).keep;
