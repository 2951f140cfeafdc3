import { recordedEndpoint, recordedLocation } from './recordedAddress';

const isGatewayToken = (text: string): boolean => text === 'lens_0123456789abcdef';
const endpoint = (url: string): string => recordedEndpoint(url, isGatewayToken);
const location = (url: string): string => recordedLocation(url, isGatewayToken);

describe('the recorded endpoint', () => {
  test.each([
    '/v1/chat/completions',
    '/v1/messages?beta=true',
    '/v1/messages/count_tokens',
    '/V1/Chat/Completions/',
    '/v1/v1/messages',
    '/v1/models?limit=2&order=desc',
    '/v1/models/gpt-4o-mini',
    '/v1/models/claude-sonnet-4-5-20250929',
    '/v1/files/file-abc123/content',
    '/v1/files?purpose=fine-tune&after=file-abc123',
    '/v1/responses/resp_0123abcDEF/input_items?include[]=message.output_text.logprobs',
    '/v1/messages/batches/msgbatch_013Zva2CMHLNnXjNJJKqJ2EF/results',
    '/v1/fine_tuning/jobs/ftjob-abc123/events',
    '/v1/organization/usage/completions?start_time=1730419200&group_by[]=model&bucket_width=1d',
    '/v1/organizations/cost_report?starting_at=2026-01-01T00:00:00Z',
    '/v1/embeddings?api-version=2024-10-21',
    '/v1/?',
  ])('%s is kept as it is', (url) => {
    expect(endpoint(url)).toBe(url);
  });

  test.each([
    ['/v1/models?key=sk-1&limit=2', '/v1/models?key=[REMOVED]&limit=2'],
    ['/v1/models?api%5Fkey=sk-2&subscription=x', '/v1/models?api%5Fkey=[REMOVED]&subscription=[REMOVED]'],
    [
      '/v1/models?code=123456&state=7&pin=1234&limit=12x',
      '/v1/models?code=[REMOVED]&state=[REMOVED]&pin=[REMOVED]&limit=[REMOVED]',
    ],
    [
      '/v1/files?X-Amz-Signature=ab12&X-Amz-Credential=AKIA&X-Amz-Expires=900',
      '/v1/files?X-Amz-Signature=[REMOVED]&X-Amz-Credential=[REMOVED]&X-Amz-Expires=[REMOVED]',
    ],
    [
      '/v1/files?sv=2022-11-02&se=2026&sp=r&sig=abc%2B%3D',
      '/v1/files?sv=[REMOVED]&se=[REMOVED]&sp=[REMOVED]&sig=[REMOVED]',
    ],
    ['/v1/files?sk-proj-0123456789', '/v1/files?[REMOVED]'],
    ['/v1/files?sk-proj-0123456789abcdef=1', '/v1/files?[REMOVED]=[REMOVED]'],
    [
      '/v1/files?after=sk-abc&model=hunter2&purpose=hunter',
      '/v1/files?after=[REMOVED]&model=[REMOVED]&purpose=[REMOVED]',
    ],
    ['/v1/files?a=lens_0123456789abcdef&b=1', '/v1/files?[REMOVED]&b=[REMOVED]'],
    ['/v1/models?%zz=1&limit=%zz', '/v1/models?[REMOVED]=[REMOVED]&limit=[REMOVED]'],
    ['/v1/models?limit=2;key=sk-1', '/v1/models?limit=[REMOVED]'],
    ['/v1/bot123456:AAE-secret/messages', '/v1/[REMOVED]/messages'],
    ['/v1/k/correct-horse-battery/chat/completions', '/v1/[REMOVED]/[REMOVED]/chat/completions'],
    ['/v1/models/sk-ant-api03-xyz', '/v1/models/[REMOVED]'],
    ['/v1/sessions/sess-0123456789/items', '/v1/sessions/[REMOVED]/items'],
    ['/v1/user:password@files/1', '/v1/[REMOVED]/[REMOVED]'],
    ['/v1/models#access_token=x', '/v1/models'],
    ['/v1/%63hat/completions', '/v1/[REMOVED]/completions'],
  ])('%s is recorded as %s', (url, recorded) => {
    expect(endpoint(url)).toBe(recorded);
  });
});

describe('a recorded location', () => {
  test.each([
    ['https://files.example/v1/files/file-1?sig=abc', 'https://files.example/v1/files/file-1?sig=[REMOVED]'],
    ['https://ada:hunter2@files.example:8443/t/abc#token', 'https://files.example:8443/[REMOVED]/[REMOVED]'],
    ['//cdn.example/v1/models', '//cdn.example/v1/models'],
    ['/v1/models?limit=1', '/v1/models?limit=1'],
    ['?page=2&key=x', '?page=2&key=[REMOVED]'],
    ['https://files.example', 'https://files.example'],
    ['https://zq7xk9vl2mn4.files-2.example/x', 'https://[REMOVED].files-2.example/[REMOVED]'],
    ['https://abcdefghijklmnopqrstuvwxyzabcdefgh.example', 'https://[REMOVED].example'],
    ['https://a-store.s3.us-west-2.example', 'https://a-store.s3.us-west-2.example'],
    ['https://files.example\\@secret.example/', '[REMOVED]'],
    ['next/secret', '[REMOVED]'],
    ['javascript:alert(1)', '[REMOVED]'],
    ['https://[::1]/x', '[REMOVED]'],
    ['', ''],
  ])('%s is kept as %s', (value, recorded) => {
    expect(location(value)).toBe(recorded);
  });
});
