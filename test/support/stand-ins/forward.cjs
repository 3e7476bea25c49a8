// A public port on loopback that leads to a local one, byte by byte: what the stand-ins of tunnel programs share.
'use strict';
const net = require('node:net');

/** Resolves with the URL of the public port, and a way to end it with all its connections. */
module.exports = (port) =>
  new Promise((resolve) => {
    const sockets = new Set();
    const server = net.createServer((visitor) => {
      const local = net.connect({ host: 'localhost', port });
      for (const socket of [visitor, local]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          sockets.delete(socket);
          visitor.destroy();
          local.destroy();
        });
      }
      visitor.pipe(local).pipe(visitor);
    });
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      }),
    );
  });
