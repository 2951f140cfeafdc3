import type { Page } from 'playwright-core';
import { until } from '../../support/until';

interface Panel {
  title: string;
  failed: boolean;
  empty: boolean;
  loading: boolean;
}

/** The panels of the dashboard that is open, when all have what they asked for. */
export function panelsOf(page: Page): Promise<Panel[]> {
  const sections = page.locator('section[data-testid^="data-testid Panel header"]');
  const read = (): Promise<Panel[]> =>
    sections.evaluateAll((found) =>
      found.map((section) => ({
        title: section.getAttribute('data-testid')?.replace('data-testid Panel header ', '') ?? '',
        failed:
          section.querySelector('[data-testid="data-testid Panel status error"], [data-testid*="Alert error"]') !==
          null,
        // Right after the title, so not at the beginning of a word. Others say why they are empty: no limit was hit.
        empty: /No data|[Nn]o (?:calls|report)/.test(section.textContent),
        loading: section.querySelector('[aria-label="Panel loading bar"]') !== null,
      })),
    );
  const isThere = (panels: Panel[]): boolean => panels.length > 3 && panels.every(({ loading }) => !loading);
  return until(read, isThere, { seconds: 120, what: 'the panels of the dashboard have loaded' });
}
