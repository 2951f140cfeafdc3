export { EventList, eventName } from './EventList';
