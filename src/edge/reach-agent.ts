import { Agent } from 'undici';
import { REACH } from './reach.ts';

/** Connections to servers of the user's, for single requests. */
export const reachAgent = new Agent({ connect: REACH });
