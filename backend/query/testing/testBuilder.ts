import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundle } from '../../capture/testing/bundle';
import { memoryLog, type MemoryLog } from '../../testing/memoryLog';
import { startViewBuilder, type RunningViewBuilder, type ViewBuilderOptions } from '../builder/startViewBuilder';

export type TestBuilderOptions = Pick<ViewBuilderOptions, 'heapBytes' | 'ceilingMs' | 'builders' | 'maxWaiting'> & {
  /** The product's own when left out. */
  program?: string;
  connectionString: string;
};

export interface TestBuilder {
  views: RunningViewBuilder;
  limitsHit: { busy: number; view_too_slow: number; view_too_large: number };
  log: MemoryLog;
  stop(): Promise<void>;
}

/** The view builder in its process, as the product has it. */
export async function startTestBuilder({
  program,
  connectionString,
  ...options
}: TestBuilderOptions): Promise<TestBuilder> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lens-views-'));
  const file = await bundle(program ?? path.join(__dirname, '../../programs/viewBuilder.ts'), dir);
  const limitsHit = { busy: 0, view_too_slow: 0, view_too_large: 0 };
  const log = memoryLog();
  const views = startViewBuilder({ file, data: { connectionString, digestKey: 'test' }, log, limitsHit, ...options });
  return {
    views,
    limitsHit,
    log,
    async stop() {
      await views.stop();
      rmSync(dir, { recursive: true });
    },
  };
}
