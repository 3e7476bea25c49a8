// What two benches share: a way straight to a server and one through the listener, measured in turns.

/** The middle and the worst hundredth of times in milliseconds. */
export const percentiles = (times) => {
  const sorted = [...times].sort((left, right) => left - right);
  return { p50: sorted[Math.floor(sorted.length / 2)], p99: sorted[Math.floor(sorted.length * 0.99)] };
};

/** So many rounds of both ways, one after the other, with a first one of each that does not count. */
export const inTurns = async (turn, { direct, ours }, rounds) => {
  await turn(direct);
  await turn(ours);
  const results = { direct: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    results.direct.push(await turn(direct));
    results.ours.push(await turn(ours));
  }
  return results;
};
