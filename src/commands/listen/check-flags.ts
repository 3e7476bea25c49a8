import { badUsage } from '../../failure.ts';
import { filterOf } from '../filter-of.ts';
import type { ListenFlags } from './flags.ts';

/** Refuses combinations that cannot mean anything, with the one that was probably meant. */
export const checkFlags = (flags: ListenFlags, commandLine: readonly string[] | undefined): void => {
  if (commandLine) checkCommandLine(flags, commandLine);
  filterOf(flags.filter);
  if (flags.view === 'lanes') checkLanes(flags);
  const emulated = flags.emulator !== undefined;
  const ofCalls = (['once', 'from', 'to', 'press', 'say', 'callee'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (ofCalls && !flags.call) {
    throw badUsage({
      what: `--${ofCalls} is about a call, and none is placed`,
      tryThis: emulated ? 'add --call' : 'add --emulator --call',
    });
  }
  const ofEmulators = (['call', 'speed', 'seed', 'state', 'fault', 'shuffle'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (ofEmulators && !emulated) {
    throw badUsage({
      what: `--${ofEmulators} works with the emulator only`,
      why: 'On the real platform calls come from real phones, at their own speed.',
      tryThis: ['add --emulator', `or leave --${ofEmulators} out, and call your number`],
    });
  }
  if (typeof flags.emulator === 'string') {
    const ofOurOwn = (['speed', 'seed', 'state', 'fault', 'shuffle'] as const).find(
      (name) => flags[name] !== undefined,
    );
    if (ofOurOwn) {
      throw badUsage({
        what: `--${ofOurOwn} is decided where the emulator was started`,
        tryThis: `give it there: vonage-flow emulator --${ofOurOwn} …`,
      });
    }
  }
  if (flags.privateKey !== undefined && flags.saveRecordings === undefined) {
    throw badUsage({
      what: '--private-key is for --save-recordings only, and nothing is saved',
      why: 'A listener needs the API secret; the application’s key is for what the application may do.',
      tryThis: 'add --save-recordings recordings, or leave --private-key out',
    });
  }
  if (flags.saveRecordings?.trim() === '') {
    throw badUsage({
      what: '--save-recordings names no folder',
      tryThis: 'name one, which is made when it is not there: --save-recordings recordings',
    });
  }
  if (flags.publicUrl !== undefined && (flags.tunnel !== undefined || flags.tunnelHost !== undefined)) {
    throw badUsage({
      what: `--public-url and ${flags.tunnel === undefined ? '--tunnel-host' : '--tunnel'} exclude each other`,
      why: 'With --public-url a tunnel of your own leads here, and no other is opened.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.tunnel && !flags.tunnel.includes('localtunnel') && flags.tunnelHost !== undefined) {
    throw badUsage({
      what: `--tunnel ${flags.tunnel.join(',')} opens no localtunnel, so --tunnel-host has nothing to say`,
      tryThis: 'leave one of them out',
    });
  }
};

/** A picture of who told whom is for a person who sees all of it. */
const checkLanes = ({ json, quiet, filter }: ListenFlags): void => {
  const other = json ? '--json' : quiet ? '--quiet' : filter === undefined ? undefined : '--filter';
  if (other === undefined) return;
  throw badUsage({
    what: `--view lanes and ${other} exclude each other`,
    why:
      other === '--json'
        ? 'Lanes are drawn for people; with --json a program reads.'
        : 'A picture with gaps would tell another story.',
    tryThis: 'leave one of them out',
  });
};

const checkCommandLine = ({ giveBack }: ListenFlags, [command]: readonly string[]): void => {
  if (giveBack) {
    throw badUsage({
      what: '--give-back ends at once, so there is nothing to start a command for',
      tryThis: 'leave one of them out',
    });
  }
  if (command !== undefined && command !== '') return;
  throw badUsage({
    what: 'There is no command behind --',
    why: 'What stands there is started, with the addresses of this run in its environment.',
    tryThis: ['put it there: vonage-flow listen -- npm run dev', 'or leave -- out'],
  });
};
