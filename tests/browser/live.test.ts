import { setTimeout as wait } from 'node:timers/promises';
import { workedExample } from '@lens/viewer/fixtures';
import { testIds } from '@lens/viewer/testIds';
import type { Page } from 'playwright-core';
import { callRecordOf, storedSummaryOf, type StoredSummary } from '../../backend/call';
import { callEnd, callStart } from '../../backend/call/testing/facts';
import { createActivityRoutes, createLiveFeed, noBus, type LiveFeed } from '../../backend/live';
import { begunCall, callIdOf, endedCall, policyEvent } from '../../backend/live/testing/facts';
import { seriousFindings } from './support/axe';
import { fitsWidth } from './support/browser';
import { describePages } from './support/pages';

/** What happens now, in a browser, from a feed of the product's own. */

let feed: LiveFeed;
let isRedisAway = false;
let tellState: () => void = () => undefined;

const reader = { name: 'test', scopes: ['read'], by: 'sign-in' } as const;

function startFeed() {
  feed = createLiveFeed({
    gateway: 'gateway-1',
    history: { messages: 5000, bytes: 5_000_000 },
    connectBus: (events) => {
      tellState = events.state;
      return { ...noBus, state: () => ({ shared: true, connected: !isRedisAway }) };
    },
    now: () => Date.now(),
  });
  return createActivityRoutes({
    feed,
    auth: {
      authenticate: () => reader,
      requireScope: () => (_req, _res, next) => next(),
      principalOf: () => reader,
    },
    rateLimit: (_req, _res, next) => next(),
    limits: { maxStreams: 100, streamsPerReader: 100 },
    limitsHit: { live_streams: 0, live_streams_of_reader: 0, live_reader_too_slow: 0 },
  });
}

/** Calls that no test before had. */
let calls = 0;
const nextCall = () => ({ n: (calls += 1), id: callIdOf(calls) });

const begin = (n: number, model = 'gpt-5-mini') =>
  feed.listener.began?.(begunCall(n, { startedAt: Date.now(), requestedModel: model }));

const someStored = storedSummaryOf(callRecordOf({ start: callStart(1), parts: [], end: callEnd(1) }));
const record = {
  ...{ type: 'luthien.pipeline', level: 'info' as const, at: Date.now(), stage: 'client_request' },
  ...{ policy: null, decision: null },
};
const stored = (callId: string, parts: Partial<StoredSummary> = {}): StoredSummary => ({
  ...someStored,
  callId,
  responseChanges: 1,
  responseChangedBy: ['redact'],
  ...parts,
});

const rows = (page: Page, callId?: string) =>
  page.locator(`[data-testid="${testIds.live.row}"]${callId === undefined ? '' : `[data-call="${callId}"]`}`);
const shownCalls = (page: Page): Promise<string[]> =>
  page.getByTestId(testIds.live.row).evaluateAll((all) => all.map((row) => row.getAttribute('data-call') ?? ''));

describePages(
  'the live page',
  [workedExample],
  ({ open, cutConnections, complaints }) => {
    const openLive = async (query = '', options = {}): Promise<Page> => {
      const page = await open(`/v2/activity/monitor${query}`, options);
      await page.getByTestId(testIds.live.state).filter({ hasText: 'Live' }).waitFor();
      return page;
    };
    /** Shows only what comes from now on. */
    const openEmpty = async (query = ''): Promise<Page> => {
      const page = await openLive(query);
      // It begins with what came before; this is the last of it.
      const marker = nextCall();
      begin(marker.n);
      await rows(page, marker.id).waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await expectRows(page, 0);
      return page;
    };
    const expectRows = async (page: Page, count: number): Promise<void> => {
      await page.waitForFunction(([selector, wanted]) => document.querySelectorAll(selector).length === wanted, [
        `[data-testid="${testIds.live.row}"]`,
        count,
      ] as const);
    };

    test('two hundred messages a second are all there, each once, the newest at the top', async () => {
      const page = await openEmpty();
      const sent: string[] = [];
      // They are seen while they come, not when they have stopped to.
      let isSeen = false;
      while (sent.length < 600 || !isSeen) {
        for (let each = 0; each < 20; each += 1) {
          const { n, id } = nextCall();
          begin(n);
          sent.unshift(id);
        }
        await wait(100);
        isSeen ||= (await rows(page).count()) > 0;
      }
      await rows(page, sent[0]).waitFor();
      expect(await shownCalls(page)).toEqual(sent.slice(0, 1000));
      const more = Array.from({ length: 500 }, nextCall);
      for (const { n } of more) begin(n);
      await rows(page, more.at(-1)?.id).waitFor();
      await expectRows(page, 1000);
      expect(await page.getByText('Older ones make room').count()).toBe(1);
    });

    test('paused it holds the rows and counts what comes, then goes on', async () => {
      const page = await openEmpty();
      const first = nextCall();
      begin(first.n);
      await rows(page, first.id).waitFor();
      await page.keyboard.press('p');
      const later = Array.from({ length: 50 }, nextCall);
      for (const { n } of later) begin(n);
      await page.getByTestId(testIds.live.newer).filter({ hasText: 'paused, 50 messages since' }).waitFor();
      expect(await shownCalls(page)).toEqual([first.id]);
      await page.getByRole('button', { name: 'Go on' }).click();
      await expectRows(page, 51);
      expect((await shownCalls(page)).at(0)).toBe(later.at(-1)?.id);
    });

    test('filters by what is known of the call, and keeps them in the address', async () => {
      const page = await openEmpty();
      const [good, bad] = [nextCall(), nextCall()];
      begin(good.n, 'claude-opus-4-5');
      begin(bad.n);
      feed.listener.policyEvent?.(begunCall(good.n), policyEvent());
      feed.listener.ended?.(begunCall(good.n), endedCall({ finalModel: 'claude-opus-4-5' }));
      feed.listener.ended?.(begunCall(bad.n), endedCall({ status: 'cut', errorType: 'stream_cut' }));
      feed.stored([stored(good.id, { finalModel: 'claude-opus-4-5' })]);
      feed.recorded([{ ...record, callId: good.id }]);
      await expectRows(page, 6);
      const only = async (label: string, value: string, count: number): Promise<void> => {
        await page.getByRole('combobox', { name: label }).selectOption(value);
        await expectRows(page, count);
        await page.getByRole('combobox', { name: label }).selectOption('');
        await expectRows(page, 6);
      };
      await only('Event', 'call.ended', 2);
      await only('Event', 'luthien.pipeline', 1);
      await only('Event', 'all', 7);
      await only('Model', 'claude-opus-4-5', 4);
      await only('Status', 'cut', 2);
      await only('Changed', 'yes', 4);
      await only('Policy', 'redact', 4);
      await page.keyboard.press('/');
      await page.keyboard.type(bad.id.slice(-6));
      await expectRows(page, 2);
      expect(new URL(page.url()).searchParams.get('text')).toBe(bad.id.slice(-6));
      await page.goBack();
      await page.reload();
      await page.getByRole('combobox', { name: 'Status' }).selectOption('cut');
      await page.reload();
      await rows(page, bad.id).first().waitFor();
      expect(new Set(await shownCalls(page))).toEqual(new Set([bad.id]));
    });

    test('a row leads to all of its call, and from there to its page and back', async () => {
      const page = await openEmpty();
      const [call, other] = [nextCall(), nextCall()];
      begin(call.n);
      begin(other.n);
      await rows(page, call.id).click({ position: { x: 5, y: 5 } });
      await expectRows(page, 1);
      expect(await page.getByRole('link', { name: 'Open its page and diff' }).count()).toBe(0);
      feed.stored([stored(call.id)]);
      await expectRows(page, 2);
      expect(await page.getByRole('link', { name: 'Open its page and diff' }).getAttribute('href')).toBe(
        `/v2/debug/request/${call.id}`,
      );
      await page.getByRole('link', { name: 'Back to all calls' }).click();
      await expectRows(page, 3);
    });

    test('the keys go from row to row, which then stay', async () => {
      const page = await openEmpty();
      const [first, second] = [nextCall(), nextCall()];
      begin(first.n);
      begin(second.n);
      await expectRows(page, 2);
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.getByRole('button', { name: 'Go on' }).waitFor();
      await page.keyboard.press('Enter');
      await expectRows(page, 1);
      expect(await shownCalls(page)).toEqual([first.id]);
    });

    test('a lost connection is opened again, without loss or doubles', async () => {
      const page = await openEmpty();
      const sent: string[] = [];
      const send = (): void => {
        const { n, id } = nextCall();
        begin(n);
        sent.unshift(id);
      };
      for (let n = 0; n < 20; n += 1) send();
      await expectRows(page, 20);
      let isReachable = false;
      await page.route('**/api/v1/activity*', (route) => (isReachable ? route.continue() : route.abort()));
      cutConnections();
      await page.getByTestId(testIds.live.state).filter({ hasText: 'Connection lost' }).waitFor();
      // More than a page that is opened anew asks for.
      for (let n = 0; n < 300; n += 1) send();
      isReachable = true;
      // It may be connected again by itself before the button is reached.
      await page
        .getByRole('button', { name: 'Try now' })
        .click({ timeout: 5_000 })
        .catch(() => undefined);
      await expectRows(page, 320);
      expect(await shownCalls(page)).toEqual(sent);
      expect(await page.getByTestId(testIds.live.gap).count()).toBe(0);
      complaints().length = 0;
    });

    test('says so while Redis is away, and that messages may be missing after', async () => {
      const page = await openEmpty();
      isRedisAway = true;
      tellState();
      await page.getByTestId(testIds.live.state).filter({ hasText: 'Redis is away' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      isRedisAway = false;
      tellState();
      await page.getByTestId(testIds.live.gap).filter({ hasText: 'Redis was away' }).waitFor();
      await page.getByTestId(testIds.live.state).filter({ hasText: 'Live, all gateways' }).waitFor();
    });

    test.each([
      ['light', 1280],
      ['dark', 390],
    ] as const)('is readable empty and full, %s and %i wide', async (colorScheme, width) => {
      const page = await openLive(`?text=nothing`, { colorScheme, width, apart: 0.05 });
      // Also beside what is said to be missing, which no filter takes away.
      await page.getByTestId(testIds.live.gap).first().waitFor();
      await page.getByRole('heading', { name: 'No message matches yet' }).waitFor();
      expect([await fitsWidth(page), await seriousFindings(page)]).toEqual([true, []]);
      const { n, id } = nextCall();
      begin(n, 'a-model-with-a-name-that-is-as-long-as-names-can-be-in-any-list');
      feed.listener.policyEvent?.(begunCall(n), policyEvent({ severity: 'error' }));
      feed.listener.ended?.(
        begunCall(n),
        endedCall({ status: 'provider_error', httpStatus: 429, errorType: 'rate_limit' }),
      );
      feed.stored([stored(id, { responseChangedBy: ['one-policy', 'another-policy', 'a-third-policy'] })]);
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await rows(page, id).first().waitFor();
      expect([await fitsWidth(page), await seriousFindings(page)]).toEqual([true, []]);
    });

    test('the page of errors is readable beside it', async () => {
      const page = await open('/errors', { colorScheme: 'dark', width: 390 });
      await page.getByRole('heading', { name: 'No errors' }).waitFor();
      expect([await fitsWidth(page), await seriousFindings(page)]).toEqual([true, []]);
    });

    test('is reached from the list of calls, and leads back', async () => {
      const page = await open('/');
      await page.getByRole('link', { name: 'Live' }).click();
      await page.getByRole('heading', { name: 'Live', exact: true }).waitFor();
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Calls' }).click();
      await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
    });
  },
  { routes: startFeed },
);
