export { costOf, type Cost } from './costOf';
export { estimateUsage } from './estimateUsage';
export { priceTableSchema, type PriceTable } from './priceTable';
