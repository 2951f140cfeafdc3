export { createGateway, type Gateway } from './createGateway';
export { runBodyTask, type BodyTask, type BodyTaskResult, type LargeBodies } from './largeBodies';
export { createHttpServer } from './createHttpServer';
export { gatewayTokenCheck } from './request/credentials';
export { shutDown } from './shutDown';
