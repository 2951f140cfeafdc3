import type { Pool } from 'pg';
import { buildView } from '../view/buildView';
import { readJob } from '../view/readJob';
import type { ViewBuilder } from '../builder/viewBuilder';

/** Builds views in this process, for programs that have no callers. */
export function buildHere(pool: Pool): ViewBuilder {
  return {
    async build(job) {
      const { answer, disclosed } = buildView(await readJob(pool, job), () => () => '');
      return { parts: [Buffer.from(JSON.stringify(answer))], disclosed };
    },
  };
}
