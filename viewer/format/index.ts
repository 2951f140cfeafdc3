export { formatDuration } from './duration';
export { formatBytes, formatCost, formatCount, formatList, formatNumber, formatTokens } from './quantity';
export { ShortId } from './ShortId';
export { Time } from './Time';
export { formatUtc } from './formatTime';
export { useMounted } from './useMounted';
export { isRightToLeft } from './rightToLeft';
export { VisibleText } from './VisibleText';
export { visibleRuns, visibleString } from './visibleRuns';
