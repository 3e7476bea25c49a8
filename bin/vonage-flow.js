#!/usr/bin/env node
import module from 'node:module';
import { main, realWorld } from '../dist/cli.js';

// Libraries that log under DEBUG print requests with their Authorization header; no secret reaches a log of ours.
delete process.env.DEBUG;

// Since Node 22.1. Beside the code, for whoever may write there could change the code itself; Node's own place, a
// folder for temporary files, is open to everybody. Where nobody may write, nothing is kept.
module.enableCompileCache?.(`${import.meta.dirname}/../dist/.compile-cache`);

const world = realWorld();
const code = await main(process.argv.slice(2), world);
await world.leave(code);
