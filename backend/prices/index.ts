export { loadModelNames, loadPrices } from './loadPrices';
