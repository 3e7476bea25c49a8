import type { Ncco } from 'vonage-flow';

export const sales: Ncco = [{ action: 'talk', text: 'Sales' }];
