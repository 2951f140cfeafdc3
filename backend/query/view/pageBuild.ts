import { bytesOf, type BuiltJson, type ViewBuilder } from '../builder/viewBuilder';
import { ViewError } from '../builder/viewError';
import type { AskedView } from './buildView';

/** A page that has waited so long for its turn comes without bodies, which its client then asks for. */
const patienceMs = 2_000;

/**
 * Builds what a page is rendered from. Null when that can not be had soon, or at all, and where policies made much of a small
 * body: a page is rendered on the request path. Its client then asks for itself, and is told what there is to tell.
 */
export async function buildForPage(views: ViewBuilder, job: AskedView, inlineBytes: number): Promise<BuiltJson | null> {
  try {
    const built = await views.build(job, { patienceMs });
    // A body without changes takes at most half of `inlineBytes`, which count it twice. To render many changes takes longer
    // than to send them: some 100 ms for 300 KB.
    return bytesOf(built) <= inlineBytes / 2 ? built : null;
  } catch (error) {
    if (error instanceof ViewError) return null;
    throw error;
  }
}
