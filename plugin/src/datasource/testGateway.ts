import type { TestDataSourceResponse } from '@grafana/data';
import { ApiError, type LensApi } from '@lens/client/api';
import { t } from '../i18n/t';

/** Says whether the gateway can be read, or what is wrong and what to do about it. */
export async function testGateway(api: LensApi): Promise<TestDataSourceResponse> {
  const { signal } = new AbortController();
  try {
    const { calls } = await api.listCalls({ limit: '1' }, signal);
    if (await mayReveal(api, signal)) return tooMuch();
    const message =
      calls.length === 0
        ? t('data-source.test.empty', 'The gateway answers. It has recorded no call yet.')
        : t('data-source.test.works', 'The gateway answers. It has calls.');
    return { status: 'success', message };
  } catch (error) {
    return { status: 'error', message: wordsOf(error) };
  }
}

/** Whose calls were only a token with `reveal` is told. */
async function mayReveal(api: LensApi, signal: AbortSignal): Promise<boolean> {
  try {
    await api.listFacets({ of: 'user', limit: '1' }, signal);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'forbidden') return false;
    throw error;
  }
}

function tooMuch(): TestDataSourceResponse {
  const message = t(
    'data-source.test.too-much',
    'The gateway answers, but this token may see what policies redacted, and with it everybody who may query this data source. Enter one that has the scope read alone: LENS_API_TOKENS=grafana:read:… of the gateway.',
  );
  return { status: 'error', message };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'forbidden':
      return t(
        'data-source.test.too-little',
        'The token lacks the scope read. Enter one that has it (LENS_API_TOKENS=grafana:read:… of the gateway).',
      );
    case 'unreadable_answer':
    case 'no_such_path':
      return t(
        'data-source.test.no-gateway',
        'Something answers at this address, but it is no Luthien Lens gateway, or one of another version. Correct the URL: it is the gateway’s own, without a path.',
      );
    default:
      return error.message;
  }
}
