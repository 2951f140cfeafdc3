export { createEventReader, type EventReading, type ReadEvent } from './eventReader';
export { closedBy, eventTexts, finishesChoice, signedBy, textEvent, unsign } from './eventTexts';
export type { ReadText } from './eventTemplate';
