import { serveViews } from '../../builder/serveViews';
import { buildView } from '../../view/buildView';

/** The view builder, but that diffs never come to an end. */
serveViews((job, digest) => {
  while (job.kind === 'diff') continue;
  return buildView(job, digest);
});
