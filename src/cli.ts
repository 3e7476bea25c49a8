/** What `bin/vonage-flow.js` needs, as one file: each further one would be felt at every start. */
export { realWorld } from './edge/real-world.ts';
export { main } from './main.ts';

/** The emulator for the library, which takes it from here rather than bring a second one along. */
export const testEmulator = () => import('./edge/emulator/test-emulator.ts');
