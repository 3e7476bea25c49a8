export default () => {
  const config = { answer: 'hello' };
};
