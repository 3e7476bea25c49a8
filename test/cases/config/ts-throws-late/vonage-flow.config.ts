const wait = async (): Promise<never> => {
  await null;
  throw new TypeError('no answer');
};

export default { users: [await wait()] };
