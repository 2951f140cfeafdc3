export { useSession, useSessions } from './useSessions';
