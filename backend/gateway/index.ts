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
export { gatewayTokenCheck } from './request/credentials';
export { shutDown } from './shutDown';
