export const words: string = 'Hello';
