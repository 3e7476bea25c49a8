import { name } from './vonage-flow.config';

export const other = () => name ?? 'not there yet';
