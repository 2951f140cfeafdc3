export { WaterfallChart } from './WaterfallChart';
