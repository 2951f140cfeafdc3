export { openDatabase } from './openDatabase';
export { verifyCommand } from './verifyCommand';
