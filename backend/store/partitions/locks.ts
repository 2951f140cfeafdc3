/** Advisory locks of the store; the numbers are arbitrary and only have to differ. */
export const partitionLock = 7_305_118_401;
export const retentionLock = 7_305_118_402;
