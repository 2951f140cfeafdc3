import { serveViews } from '../../builder/serveViews';
import { buildView } from '../../view/buildView';

/** The view builder, but that diffs never come to an end: they hold its only thread, and leave the machine to others. */
serveViews((job, digest) => {
  if (job.kind === 'diff') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return buildView(job, digest);
});
