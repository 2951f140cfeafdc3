export { formatDuration } from './duration';
export { formatBytes, formatCount, formatList, formatTokens } from './quantity';
export { Time } from './Time';
export { formatAgo, formatLocal, formatUtc, formatUtcClock } from './formatTime';
export { useMounted } from './useMounted';
export { usePrinting } from './usePrinting';
export { VisibleText } from './VisibleText';
export { visibleRuns, visibleString, type TextRun } from './visibleRuns';
