// How long 20 ms frames are on their way to an echo server and back, in turns straight and through a listener.
// `node bench/socket.js <port of the server> <port of the listener> <seconds a turn>` prints milliseconds as JSON.
import { WebSocket } from 'ws';
import { inTurns, percentiles } from './in-turns.js';

const [direct, ours, seconds] = process.argv.slice(2).map(Number);
const ROUNDS = 7;
const SOCKETS = 10;
const FRAME_MS = 20;
/** 16 kHz. */
const FRAME_BYTES = 640;

/** One call: a frame every 20 ms that begins with its number; the times of all of them. */
const call = (port) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/bot`, { perMessageDeflate: false });
    const frames = Math.round((seconds * 1000) / FRAME_MS);
    const sentAt = [];
    const times = [];
    let timer;
    socket.on('error', reject);
    socket.on('open', () => {
      timer = setInterval(() => {
        const frame = Buffer.alloc(FRAME_BYTES);
        frame.writeUInt32LE(sentAt.length);
        sentAt.push(performance.now());
        socket.send(frame);
        if (sentAt.length === frames) clearInterval(timer);
      }, FRAME_MS);
    });
    socket.on('message', (data) => {
      times.push(performance.now() - sentAt[data.readUInt32LE()]);
      if (times.length === frames) socket.close(1000);
    });
    socket.on('close', () =>
      times.length === frames
        ? resolve(times)
        : reject(new Error(`${times.length} of ${frames} frames came back`)),
    );
  });

/** Calls that begin a little after one another, as calls do. */
const turn = async (port) => {
  const calls = [];
  for (let index = 0; index < SOCKETS; index += 1) {
    calls.push(call(port));
    await new Promise((next) => setTimeout(next, FRAME_MS / SOCKETS));
  }
  return percentiles((await Promise.all(calls)).flat());
};

console.log(JSON.stringify(await inTurns(turn, { direct, ours }, ROUNDS)));
