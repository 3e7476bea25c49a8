// Preloaded into every test process and, by NODE_OPTIONS, into every process that a test starts: a connection to,
// or a name look-up of, anything but this machine throws. Tests that need the network are wrong tests.
'use strict';
const dns = require('node:dns');
const net = require('node:net');
const { networkInterfaces } = require('node:os');

// Names under .invalid never resolve (RFC 2606): asking for one is a test of "no such host", and ends in the look-up below.
const LOOPBACK = /^(.*\.invalid|localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|0\.0\.0\.0|::)$/i;

// A browser's media comes from whichever of this machine's own addresses it likes, also to 127.0.0.1; the answer goes there, and stays here.
const OWN = new Set(Object.values(networkInterfaces()).flatMap((all) => all.map(({ address }) => address)));
const isHere = (host) => LOOPBACK.test(host) || OWN.has(host);

const refuse = (host) => {
  throw Object.assign(new Error(`test tried to leave this machine: ${host}`), { code: 'ELOOPBACKONLY' });
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function loopbackOnly(...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    if (!first.path && first.host && !isHere(first.host)) refuse(first.host);
  } else if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    const host = typeof args[1] === 'string' ? args[1] : undefined;
    if (host && !isHere(host)) refuse(host);
  }
  return connect.apply(this, args);
};

for (const owner of [dns, dns.promises]) {
  const lookup = owner.lookup;
  owner.lookup = function loopbackLookup(host, ...rest) {
    if (host && (!isHere(host) || String(host).endsWith('.invalid'))) {
      const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
        hostname: host,
      });
      if (!String(host).endsWith('.invalid')) error.message = `test tried to leave this machine: ${host}`;
      const callback = rest.at(-1);
      if (typeof callback === 'function') return void process.nextTick(callback, error);
      return Promise.reject(error);
    }
    return lookup.call(this, host, ...rest);
  };
}
