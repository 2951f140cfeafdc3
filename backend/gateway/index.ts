export { createGateway, type Gateway } from './createGateway';
export {
  runBodyTask,
  runRecordTask,
  type BodyTask,
  type BodyTaskResult,
  type LargeBodies,
  type RecordTask,
} from './largeBodies';
export { createHttpServer } from './createHttpServer';
export { identityHash } from './identityHash';
export { createCaptures } from './record/modes/captures';
export { createModeOfModel } from './record/modes/modeOfModel';
export { recordedRequestHeaders, recordedResponseHeaders } from './record/recordedHeaders';
export { gatewayTokenCheck } from './request/credentials';
export { shutDown } from './shutDown';
