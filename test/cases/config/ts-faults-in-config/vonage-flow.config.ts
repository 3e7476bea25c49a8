export default {
  prot: 4747,
  apiSecret: 'abcd1234',
  numbers: ['+14155550100', 447700900001],
  answer: 'helo',
  nccos: {
    hello: undefined,
    'two words': [{ action: 'wait' }],
    menu: [
      { when: { 'dtmf.digits': '1' }, ncco: [{ action: 'talk', text: '{{ urls.nope }}' }] },
      { when: { 'dtmf..digits': /1/g, to: null }, ncco: 'hello' },
      { ncco: './nccos/missing.json' },
    ],
  },
};
