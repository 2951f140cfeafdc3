export { createGateway, type Gateway, type GatewayDeps } from './createGateway';
export { createHttpServer } from './createHttpServer';
export { gatewayTokenCheck } from './credentials';
export { limitNames, type LimitName, type LimitsHit } from './limits';
export type { GatewayLog } from './parts';
export { shutDown } from './shutDown';
