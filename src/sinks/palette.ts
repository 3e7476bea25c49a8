import { Chalk, type ChalkInstance } from 'chalk';
import type { Output } from '../world.ts';

/** Paints text that is already safe and measured; adds no columns. */
export type Paint = (text: string) => string;

/** Colours by what they mean. Without colour every paint gives its text back, and no meaning is in the colour alone. */
export interface Palette {
  readonly plain: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  /** The kind of an event: what one looks for first. */
  readonly kind: Paint;
  /** Addresses and commands to copy. */
  readonly address: Paint;
  /** The stable colour of the call with this number, from 1. */
  readonly call: (number: number) => Paint;
  /** A screen reader says it: rows and columns come as sentences. */
  readonly speaks: boolean;
}

/**
 * Middle tones of the 256 colours, legible on black and on white, and told apart by people who do not see red and
 * green as different: blue, orange, teal, magenta, violet, olive.
 */
const CALL_COLOURS = [33, 172, 37, 170, 98, 100] as const;
/** Of sixteen colours, those that no terminal theme makes unreadable on its own background. */
const CALL_COLOURS_OF_SIXTEEN = ['cyan', 'magenta', 'blue'] as const;

const plain: Paint = (text) => text;

/** The palette for an output, as many colours as it has. */
export const paletteFor = (output: Pick<Output, 'colorLevel' | 'speaks'>): Palette => {
  const level = output.colorLevel;
  const speaks = output.speaks === true;
  if (level === 0) {
    const call = (): Paint => plain;
    return {
      plain,
      dim: plain,
      strong: plain,
      good: plain,
      warn: plain,
      bad: plain,
      kind: plain,
      address: plain,
      call,
      speaks,
    };
  }
  const chalk = new Chalk({ level });
  const calls =
    level === 1
      ? CALL_COLOURS_OF_SIXTEEN.map((name) => chalk[name])
      : CALL_COLOURS.map((code) => chalk.ansi256(code));
  return {
    plain,
    dim: chalk.dim,
    strong: chalk.bold,
    good: chalk.green,
    warn: level === 1 ? chalk.yellow : chalk.ansi256(172),
    bad: chalk.red,
    kind: chalk.bold,
    address: level === 1 ? chalk.cyan : chalk.ansi256(37),
    call: (number) => colourOf(calls, number),
    speaks,
  };
};

const colourOf = (colours: readonly ChalkInstance[], number: number): Paint =>
  colours[(Math.max(1, number) - 1) % colours.length] ?? plain;
