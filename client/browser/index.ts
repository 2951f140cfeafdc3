export { browserAddress } from './browserAddress';
export { copyText } from './copyText';
export { downloadText } from './downloadText';
export { tabStorage } from './tabStorage';
