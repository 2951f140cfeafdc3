export { SessionDetails } from './SessionDetails';
export { SessionsList } from './SessionsList';
export { sessionsKeys } from './sessionsKeys';
