/**
 * Everything a command may touch comes in through this one value: streams, clock, chance, environment, stop
 * signals. `edge/real-world.ts` builds the real one; tests hand in another. Nothing else names `process`.
 */
export interface World {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory, absolute. Reading it throws a Failure when it was deleted. */
  readonly cwd: string;
  /** Reading it throws a Failure when nobody knows it. */
  readonly homeDirectory: string;
  /** `process.platform`: decides XDG or LOCALAPPDATA folders. */
  readonly platform: string;
  /** Of Node itself: `20.19.0`. */
  readonly nodeVersion: string;
  readonly pid: number;
  /** True while a process with this id lives on this machine. Where it is absent nobody can tell. */
  readonly isRunning?: (pid: number) => boolean;
  /**
   * Sends a signal to all processes of a group, 0 to none; false when nobody is in it any more. Where it is absent there are
   * no groups.
   */
  readonly signalGroup?: (leader: number, signal: NodeJS.Signals | 0) => boolean;
  /** When a process began, as a text of its own for each that ever bore its id. Undefined where nobody can tell. */
  readonly birthOf?: (pid: number) => string | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly keyboard: Keyboard;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly stop: Stop;
  readonly secrets: Secrets;
}

/** Secrets that are known by their value: whoever learns one tells it, and no output shows it from then on. */
export interface Secrets {
  keep(secret: string): void;
  /** The text without them. */
  hide(text: string): string;
}

/** A stream of text towards a person or a pipe. */
export interface Output {
  /** Hands text over; never throws, also when the reader has gone. */
  write(text: string): void;
  /** The same for what is copied, such as a command: as it is, also where `write` puts marks into words. Absent: `write` does. */
  readonly exact?: (text: string) => void;
  /** A screen reader says it: what is laid out in columns or drawn comes as sentences. Absent: no. */
  readonly speaks?: boolean;
  readonly isTerminal: boolean;
  /** True for a terminal that tells its width, without which nobody can draw over what was written. */
  readonly canRedraw: boolean;
  /** Width in columns: of the terminal now, or 80 for a pipe and for a terminal that does not tell it. */
  columns(): number;
  /** 0 none, 1 sixteen colours, 2 256, 3 true colour; 0 also when NO_COLOR or --no-color says so. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  /** True once the reader closed its end (`| head`): nothing more is worth writing. */
  readonly isClosed: boolean;
  /** Why not all that was written has got through, as on a full disk; a reader that has gone is no such fault. */
  readonly fault: Error | undefined;
  /** Resolves when all that was written has been handed to the operating system. */
  flushed(): Promise<void>;
}

export interface Keyboard {
  /** True when a person can press keys: stdin is a terminal. */
  readonly isTerminal: boolean;
  /**
   * Calls back for each key until the returned function is called, which also restores the terminal. Names are
   * single characters, or `ctrl-c`, `ctrl-d`, `enter`, `escape`, `tab`, `backspace`; `paste` stands for text that was pasted.
   * Ctrl-Z stops the program as ever.
   */
  onKey(heard: (key: string) => void): () => void;
  /** All of stdin as UTF-8 text, to its end. */
  readAll(): Promise<string>;
  /**
   * Asks a question on stderr and resolves with the line typed; undefined when stdin ended, Ctrl-C was pressed, or a stop was asked
   * for. `typed` stands there already, to be changed. `plainly`: the terminal's own line, which nobody draws over.
   */
  ask(question: string, typed?: string, manner?: 'plainly'): Promise<string | undefined>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that never goes back, with fractions: for durations. */
  monotonic(): number;
  /** Resolves after the time in milliseconds, or at once when the signal aborts. Does not keep the process alive by itself. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Chance {
  uuid(): string;
  /** Lower-case hex text of that many random bytes. */
  hex(bytes: number): string;
}

export interface Stop {
  /**
   * Aborted by the first Ctrl-C, SIGTERM or SIGHUP, by an error nobody caught, or when the reader of stdout has gone.
   * Its reason is the signal's name, that error, or words.
   */
  readonly requested: AbortSignal;
  /** Aborted by the second one: leave now, say what was left. */
  readonly insisted: AbortSignal;
  /** Asks for a stop from inside: key `q`, Ctrl-C in raw mode, `--once`. A second call insists. */
  request(reason: string): void;
  /** Calls back at each stop that is asked for, the first and all that follow, until the returned function is called. */
  onEach(heard: (reason: string | Error) => void): () => void;
  /** Says that the running command ends by itself after `requested`; without it a signal ends the process. */
  hold(): () => void;
}
