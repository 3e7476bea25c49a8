export const hello = [{ action: 'talk', text: 'Hello' }];
