export { serveTasks } from './serveTasks';
export { startThreads, ThreadError, type Message } from './startThreads';
