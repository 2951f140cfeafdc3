import { createHash } from 'node:crypto';
import { readBlob } from './blob';
import { blobHash } from './blobHash';

const data = Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i * 7919) % 256));

test('a data URI is recognised with its type and size', () => {
  expect(readBlob(`data:image/png;base64,${data.toString('base64')}`)).toMatchObject({
    mediaType: 'image/png',
    bytes: 3_000,
  });
  expect(readBlob(`data:text/plain;charset=utf-8;base64,${data.toString('base64')}`)?.mediaType).toBe('text/plain');
});

test.each([
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['application/pdf', [...Buffer.from('%PDF-1.7')]],
  ['image/webp', [...Buffer.from('RIFF\u0001\u0002\u0003\u0004WEBP')]],
  ['audio/wav', [...Buffer.from('RIFF\u0001\u0002\u0003\u0004WAVE')]],
])('bare base64 of %s is recognised by its first bytes', (mediaType, head) => {
  expect(readBlob(Buffer.concat([Buffer.from(head), data]).toString('base64'))?.mediaType).toBe(mediaType);
});

test('long base64 of an unknown kind is data too', () => {
  expect(readBlob(data.toString('base64'))).toMatchObject({ mediaType: 'base64 data', bytes: 3_000 });
});

test.each(['Hello, world', 'a'.repeat(5_000), 'sk-proj-AbC123', `${'Word '.repeat(400)}1`, 'data:image/png,plain'])(
  'other text stays text: %.20s',
  (text) => expect(readBlob(text)).toBeNull(),
);

test('the hash is the one that sha256sum prints for the data', () => {
  const blob = readBlob(data.toString('base64'));
  expect(blob && blobHash(blob)).toBe(createHash('sha256').update(data).digest('hex').slice(0, 8));
});
