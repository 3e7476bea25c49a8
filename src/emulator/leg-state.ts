import type { Leg } from './platform.ts';

/** True while the leg has not ended. */
export const isLive = (leg: Leg): boolean => leg.endedAt === undefined;
