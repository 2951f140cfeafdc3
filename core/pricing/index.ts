export { costOf, type Cost } from './costOf';
export { estimateUsage } from './estimateUsage';
export { withOwnPrices } from './ownPrices';
export { priceTableSchema, type OwnPrice, type PriceTable } from './priceTable';
