import { kindOf, readPath } from './operation';

const operationOf = (path: string, method = 'POST') => kindOf({ method, headers: {} }, path).operation;

describe('the policy chain governs', () => {
  test.each([
    '/v1/chat/completions',
    '/v1/chat/completions/',
    '/V1/Chat/Completions?x=1',
    '/v1/v1/chat/completions',
    '/v1/openai/chat/completions',
    '/v1/account/gateway/openai/chat/completions',
  ])('a POST of %s', (path) => {
    expect([operationOf(path), readPath(path.replace(/\?.*/, ''))]).toEqual(['chat_completions', 'plain']);
  });

  test.each([
    '/v1/messages',
    '/v1/messages/?beta=true',
    '/v1/v1/messages',
    '/v1/account/gateway/anthropic/v1/messages',
  ])('a POST of %s', (path) =>
    expect([operationOf(path), readPath(path.replace(/\?.*/, ''))]).toEqual(['messages', 'plain']),
  );

  test.each([
    '/v1/chat/completions/chatcmpl-1',
    '/v1/completions',
    '/v1/threads/thread_1/messages',
    '/v1/messages/count_tokens',
    '/v1/messages/batches',
    '/v1/messages-of-others',
    '/v1/models?x=/v1/chat/completions',
  ])('not %s', (path) => expect(operationOf(path)).toBe('passthrough'));

  test('no other method', () => expect(operationOf('/v1/chat/completions', 'GET')).toBe('passthrough'));
});

describe('a path is read', () => {
  test.each([
    '/v1/models',
    '/v1/models/acme%2Fsmall',
    '/v1/models/a%3Fb%23c%25d',
    '/v1/models/ft%3Agpt-5:org::x',
    '/v1/models/(a)!%5Bb%5D',
    '/v1/a.b/..c/d..',
    '/v1/models/my%20model%C3%A9',
    '/v1/models/%6Fpus',
  ])('alike by every server: %s', (path) => expect(readPath(path)).toBe('plain'));

  test.each([
    '/v1/%63hat/completions',
    '/v1/chat%2fcompletions',
    '/v1/v1%2Fchat%2Fcompletions',
    '/v1/%2563hat/completions',
    '/v1/chat%252fcompletions',
    '/v1/chat/completions%3F',
    '/v1/chat/completions%3Fx=1/y',
    '/v1/chat/completions%23',
    '/v1/chat/completions%253F',
    '/v1/chat/completions.json',
    '/v1/chat/completions/.json',
    '/v1/chat/completions:x',
    '/v1/chat/completions,x/y',
    '/v1/chat/completion%C5%BF',
    '/v1/chat/completion%EF%BD%93',
    '/v1/chat%EF%BC%8Fcompletions',
    '/v1/chat/completions%E3%80%80',
    '/v1/chat/comple%E2%80%8Btions',
    '/v1/%6dessages',
    '/v1/messages%3Fbeta=true',
    '/v1/messages%23/batches',
    '/v1/chat/completions%00',
    '/v1/chat/completions%20',
    '/v1/messages%3Bx=1',
  ])('as a main route by some servers: %s', (path) => expect(readPath(path)).toBe('disguised'));

  test.each([
    '/v1/../admin',
    '/v1/./chat/completions',
    '/v1/models/..',
    '/v1//chat/completions',
    '/v1/%2e%2e/admin',
    '/v1/%252e%252e/admin',
    '/v1/%E2%80%A4%E2%80%A4/admin',
    '/v1/models/x%2F..%2F..%2Fadmin',
    '/v1/models%2F%2Fx',
    '/v1/..%3Fx/admin',
    '/v1/chat\\completions',
    '/v1/chat%5Ccompletions',
    '/v1/messages;x=1',
    '/v1/..;/admin',
    '/v1/chat/%20completions',
    '/v1/chat%09/completions',
    '/v1/chat/completions#x',
    '/v1/chat/completions%FF',
    '/v1/chat/completions\u00e9',
    '/v1/%ZZ',
    '/v1/models/%',
    '/v1/models/%25252525252541',
    '/foo:/v1/models',
  ])('as another one by some servers: %s', (path) => expect(readPath(path)).toBe('ambiguous'));
});
