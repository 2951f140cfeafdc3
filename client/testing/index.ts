import { testAddress, testHost, type TestAddress } from '@lens/viewer/testing';
import type { LensApi } from '../api';
import type { ClientServices, TabStorage } from '../services';

export interface TestServices extends ClientServices {
  address: TestAddress;
}

/** Services over an API of a test's own; a tab that keeps what it is given. */
export function testServices(api: Partial<LensApi>, at = '/'): TestServices {
  const address = testAddress(at);
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    api: {
      listCalls: never,
      getCallView: never,
      compareCalls: never,
      listErrors: never,
      listPolicies: never,
      listSessions: never,
      getSession: never,
      listEvents: never,
      listAnnotations: never,
      listFacets: never,
      followActivity: never,
      ...api,
    },
    host: testHost({ address }),
    address,
    storage: testStorage(),
    now: () => Date.parse('2026-11-20T12:00:00Z'),
  };
}

export function testStorage(kept: Record<string, string> = {}): TabStorage {
  const texts = new Map(Object.entries(kept));
  return { get: (key) => texts.get(key) ?? null, set: (key, text) => void texts.set(key, text) };
}
