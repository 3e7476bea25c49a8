export default {
  answer: 'hello',
  nccos: {
    hello: [{ action: 'talk', text: 'Hello' },
  },
};
