export { costOf, type Cost } from './costOf';
export { estimateUsage } from './estimateUsage';
export { knownModel } from './findModel';
export { withOwnPrices } from './ownPrices';
export { priceTableSchema, type OwnPrice, type PriceTable } from './priceTable';
