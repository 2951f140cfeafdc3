export { SessionDetails } from './SessionDetails';
export { SessionsList } from './SessionsList';
