export { createEventReader, type EventReading, type ReadEvent } from './eventReader';
export { closedBy, eventTexts, textEvent } from './eventTexts';
