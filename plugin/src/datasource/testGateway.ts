import type { TestDataSourceResponse } from '@grafana/data';
import { ApiError, type LensApi } from '@lens/client/api';

/** Says whether the gateway can be read, or what is wrong and what to do about it. */
export async function testGateway(api: LensApi): Promise<TestDataSourceResponse> {
  const { signal } = new AbortController();
  try {
    const { calls } = await api.listCalls({ limit: '1' }, signal);
    if (await mayReveal(api, signal)) return tooMuch;
    const found = calls.length === 0 ? 'It has recorded no call yet.' : 'It has calls.';
    return { status: 'success', message: `The gateway answers. ${found}` };
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

const tooMuch: TestDataSourceResponse = {
  status: 'error',
  message:
    'The gateway answers, but this token may see what policies redacted, and with it everybody who may query this data source. Enter one that has the scope read alone: LENS_API_TOKENS=grafana:read:… of the gateway.',
};

function wordsOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'forbidden':
      return 'The token lacks the scope read. Enter one that has it (LENS_API_TOKENS=grafana:read:… of the gateway).';
    case 'unreadable_answer':
    case 'no_such_path':
      return 'Something answers at this address, but it is no Luthien Lens gateway, or one of another version. Correct the URL: it is the gateway’s own, without a path.';
    default:
      return error.message;
  }
}
