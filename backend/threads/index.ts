export { serveTasks } from './serveTasks';
export { startThreads, ThreadError, type Message, type Threads } from './startThreads';
