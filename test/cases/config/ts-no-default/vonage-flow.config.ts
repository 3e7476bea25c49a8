export const config = { answer: 'hello' };
export const other = 1;
