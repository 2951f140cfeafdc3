export { createGateway, type Gateway } from './createGateway';
export { createHttpServer } from './createHttpServer';
export { gatewayTokenCheck } from './request/credentials';
export { shutDown } from './shutDown';
