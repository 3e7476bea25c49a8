import type { CallUuid } from '../vonage/ids.ts';
import type { ConnectAction } from '../vonage/ncco.ts';
import type { EventTarget } from './platform.ts';

/** What a `connect` wants of the leg that it dialled (ncco.md §4). */
export interface Dialling {
  /** The leg on which the `connect` runs. */
  readonly by: CallUuid;
  /** Its number among the actions of the call. */
  readonly action: number;
  readonly timeoutMs: number;
  readonly limitMs: number;
  /** `eventType: "synchronous"`: the reply to an ending that is no `completed` may hold an NCCO. */
  readonly synchronous: boolean;
  /** Serves an NCCO for the called party before it joins. */
  readonly onAnswer: EventTarget | undefined;
  /** Pressed once the call is answered. */
  readonly dtmfAnswer: string | undefined;
  readonly detection: Detection | undefined;
}

/** Machine detection, standard or advanced (ncco.md §4, §5). */
export interface Detection {
  readonly advanced: boolean;
  readonly hangsUp: boolean;
  /** Reports whether it is a person or a machine; the mode `detect_beep` reports a machine only with its beep. */
  readonly reportsResult: boolean;
  readonly waitsForBeep: boolean;
  /** Mode `default`: the replies to its events may hold an NCCO. */
  readonly mayReply: boolean;
  readonly beepTimeoutMs: number;
}

/** For `beep_timeout`, which has bounds but no documented default (U). */
const BEEP_TIMEOUT_SECONDS = 45;

/** The advanced detection goes before the standard one (ncco.md §5, S). */
export const detectionOf = ({
  advancedMachineDetection,
  machineDetection,
}: Pick<ConnectAction, 'advancedMachineDetection' | 'machineDetection'>): Detection | undefined => {
  if (advancedMachineDetection) {
    const { behavior, mode = 'detect', beep_timeout = BEEP_TIMEOUT_SECONDS } = advancedMachineDetection;
    return {
      advanced: true,
      hangsUp: behavior === 'hangup',
      reportsResult: mode !== 'detect_beep',
      waitsForBeep: mode !== 'detect',
      mayReply: mode === 'default',
      beepTimeoutMs: beep_timeout * 1000,
    };
  }
  if (machineDetection === undefined) return undefined;
  return {
    advanced: false,
    hangsUp: machineDetection === 'hangup',
    reportsResult: true,
    waitsForBeep: false,
    mayReply: false,
    beepTimeoutMs: 0,
  };
};
