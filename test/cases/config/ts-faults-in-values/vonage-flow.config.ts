const loop: unknown[] = [];
loop.push(loop);

export default {
  forward: () => 'http://localhost:8080',
  users: [Symbol('alice'), 10n],
  numbers: [Number.NaN],
  nccos: {
    a: [{ action: 'talk', text: () => 'Hello' }],
    b: loop,
    c: [{ action: 'talk', text: /hello/ }],
    d: new Map(),
    e: [{ when: async () => true, ncco: Promise.resolve('a') }],
  },
};
