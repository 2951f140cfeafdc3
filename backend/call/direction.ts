/** Of what passes through the gateway in a call. */
export type Direction = 'request' | 'response';
