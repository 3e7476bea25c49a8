import { badUsage } from '../../failure.ts';
import type { ListenFlags } from './flags.ts';

/** Refuses combinations that cannot mean anything, with the one that was probably meant. */
export const checkFlags = (flags: ListenFlags): void => {
  const emulated = flags.emulator !== undefined;
  const needEmulator = (['call', 'from', 'to', 'press', 'speed', 'seed'] as const).filter(
    (name) => flags[name] !== undefined && !emulated,
  );
  if (needEmulator.length > 0) {
    throw badUsage({
      what: `--${needEmulator[0]} works with the emulator only`,
      why: 'On the real platform calls come from real phones, at their own speed.',
      tryThis: 'add --emulator, or leave it out and call your number',
    });
  }
  if (!flags.call) {
    const needCall = (['once', 'from', 'to', 'press'] as const).find((name) => flags[name] !== undefined);
    if (needCall) {
      throw badUsage({
        what: `--${needCall} says something about a call, but none is placed`,
        tryThis: 'add --call',
      });
    }
  }
  if (typeof flags.emulator === 'string') {
    const ofOurOwn = (['speed', 'seed'] as const).find((name) => flags[name] !== undefined);
    if (ofOurOwn) {
      throw badUsage({
        what: `--${ofOurOwn} is decided where the emulator runs`,
        tryThis: `give it to: vonage-flow emulator --${ofOurOwn} …`,
      });
    }
  }
  if (flags.publicUrl !== undefined && (flags.tunnel !== undefined || flags.tunnelHost !== undefined)) {
    throw badUsage({
      what: '--public-url and a tunnel exclude each other',
      why: 'With --public-url your own tunnel leads here.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.tunnel === 'none' && flags.tunnelHost !== undefined) {
    throw badUsage({
      what: '--tunnel none opens no tunnel, so --tunnel-host has nothing to say',
      tryThis: 'leave one of them out',
    });
  }
};
