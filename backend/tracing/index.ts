export { genAiNamesOf } from './attributes/genAiNames';
export { createTraceSinks } from './createTraceSinks';
export { startTracer } from './startTracer';
