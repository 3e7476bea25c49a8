/** What `bin/vonage-flow.js` needs, as one file: each further one would be felt at every start. */
export { realWorld } from './edge/real-world.ts';
export { main } from './main.ts';
