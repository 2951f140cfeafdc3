import { normaliseMessage } from './normaliseMessage';

test.each([
  [
    'Rate limit reached for gpt-4o in organization org-quokka1 on tokens per min (TPM): Limit 30000, Used 29120, Requested 5231. Please try again in 8.702s.',
    'Rate limit reached for ‹id› in organization ‹id› on tokens per min (TPM): Limit ‹number›, Used ‹number›, Requested ‹number›. Please try again in ‹number›.',
  ],
  ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED ‹number›'],
  [
    "The model `my-secret-model` does not exist, or you can't use it.",
    "The model “…” does not exist, or you can't use it.",
  ],
  [`Invalid 'messages[0].content': "my diary" isn't a list`, "Invalid “…”: “…” isn't a list"],
  ['call 019aa3f2-6c11-7a40-8f3e-2b1d5c6e7f80 failed at 2026-11-20T23:12:04Z', 'call ‹id› failed at ‹id›'],
  ['see https://status.example/incidents/x for more', 'see ‹address› for more'],
  ['charged ١٢٣٤ times', 'charged ‹number› times'],
  ['two\nlines\u0000 and\ta tab\u202e', 'two lines and a tab'],
  ['', ''],
])('%j is %j', (message, expected) => {
  expect(normaliseMessage(message)).toBe(expected);
});

test('what may be a secret is in none', () => {
  const secrets = [
    'sk-ant-api03-quokkaquokkaquokkaquokkaquokka',
    '4111 1111 1111 1111',
    'someone@quokka.example',
    'Bearer quokkaquokkaquokkaquokka',
    'password=quokka!',
    'quokkaquokkaquokkaquokkaquokka',
  ];
  for (const secret of secrets) {
    expect(normaliseMessage(`Incorrect key provided: ${secret} was refused`)).not.toMatch(/quokka|1111/);
  }
});

test('a long one is shown in part, in time that its length bounds', () => {
  expect(normaliseMessage('word '.repeat(100_000))).toHaveLength(200);
  expect(normaliseMessage(`'`.repeat(100_000)).length).toBeLessThanOrEqual(200);
  expect(normaliseMessage('a'.repeat(100_000))).toBe('‹id›');
});
