export { eventsOf } from './callRecords';
export { fileLines } from './fileLines';
export { payloadLimits } from './payload';
export { createRecordSinks } from './recordSinks';
