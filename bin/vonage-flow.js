#!/usr/bin/env node
import { main, realWorld } from '../dist/cli.js';

// Libraries that log under DEBUG print requests with their Authorization header; no secret reaches a log of ours.
delete process.env.DEBUG;

const world = realWorld();
const code = await main(process.argv.slice(2), world);
await world.leave(code);
