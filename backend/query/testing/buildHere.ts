import { buildView } from '../view/buildView';
import type { ViewBuilder } from '../builder/viewBuilder';

/** Builds views in this process, for programs that have no callers. */
export function buildHere(): ViewBuilder {
  return {
    async build(load) {
      const { answer, disclosed } = buildView(await load(), (text) => text.slice(0, 0));
      return { parts: [Buffer.from(JSON.stringify(answer))], disclosed };
    },
  };
}
