/** Advisory locks of the store; the numbers are arbitrary and only have to differ. */
export const partitionLock = 7_305_118_401;
export const retentionLock = 7_305_118_402;
/** Held shared by whoever writes, so that nobody builds on what is erased meanwhile. */
export const erasureLock = 7_305_118_403;
/** Of whoever takes apart what others have written of words. */
export const wordsLock = 7_305_118_404;
