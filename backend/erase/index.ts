export { eraseCommand } from './eraseCommand';
