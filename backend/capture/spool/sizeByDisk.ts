const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** The disk of the spool, as it is now. */
export interface Disk {
  totalBytes: number;
  /** What this user may still write. */
  freeBytes: number;
  /** What the spool takes of it already. */
  spoolBytes: number;
}

/** A spool that takes less is of little use: so much even where there is hardly any room. */
const floorBytes = 256 * MIB;
/** Days of most loads. More is for the operator to say. */
const ceilingBytes = 64 * GIB;
/** Left free for everyone else on the disk: a twentieth of it, but no more than this. */
const mostReservedBytes = 10 * GIB;

/**
 * How large the spool may grow where nobody says: half of what is free beyond the reserve. What waits in the spool needs
 * as much again once it goes to the database, which by default is on the same disk.
 */
export function sizeByDisk({ totalBytes, freeBytes, spoolBytes }: Disk): number {
  const reserve = Math.min(totalBytes / 20, mostReservedBytes);
  const half = Math.floor((freeBytes + spoolBytes - reserve) / 2);
  return Math.min(Math.max(half, floorBytes), ceilingBytes);
}
