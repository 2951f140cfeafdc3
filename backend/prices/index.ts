export { loadPrices } from './loadPrices';
