import type { JsonObject } from '../../json';
import { requestTexts, type Api } from '../index';

describe('a document of text in a request', () => {
  const said = 'Kim, 4242 €';
  const base64 = Buffer.from(said).toString('base64');
  const textsIn = (api: Api, body: JsonObject) => [...requestTexts(api, body)].filter(({ kind }) => kind === 'other');

  test.each([
    [
      'a data URL',
      { file_data: `data:text/csv;charset=utf-8;base64,${base64}` },
      `data:text/csv;charset=utf-8;base64,`,
    ],
    [
      'a header’s spelling',
      { url: `data:text/csv; charset=utf-8;base64,${base64}` },
      `data:text/csv; charset=utf-8;base64,`,
    ],
    [
      'a name in quotes',
      { url: `data:text/csv;name="a, b (1).csv"; base64,${base64}` },
      `data:text/csv;name="a, b (1).csv"; base64,`,
    ],
    ['base64 beside its type', { media_type: 'text/plain', data: base64 }, ''],
  ])('is read and written again: %s', (_how, source, head) => {
    const body: JsonObject = { model: 'm', input: [{ content: [{ type: 'file', source }] }] };
    const [text] = textsIn('openai', body);
    expect(text?.text).toBe(said);
    text?.replace('Nobody ✓');
    const written = JSON.stringify(`${head}${Buffer.from('Nobody ✓').toString('base64')}`);
    expect(JSON.stringify(body)).toContain(written);
  });

  test('is read in percents, too', () => {
    const body: JsonObject = { image_url: { url: 'data:image/svg+xml,%3Ctext%3EKim%3C/text%3E' } };
    const [text] = textsIn('openai', body);
    expect(text?.text).toBe('<text>Kim</text>');
    text?.replace('<text>-</text>');
    expect(body).toEqual({ image_url: { url: 'data:image/svg+xml,%3Ctext%3E-%3C%2Ftext%3E' } });
  });

  test.each([
    [{ url: `data:image/png;base64,${base64}` }],
    [{ media_type: 'application/pdf', data: base64 }],
    [{ media_type: 'text/plain', data: Buffer.from([0xff, 0xfe, 0x00]).toString('base64') }],
  ])('is nothing else: %j', (source) => {
    expect(textsIn('anthropic', { source })).toEqual([]);
  });

  test('is none where a message begins like one', () => {
    const body: JsonObject = { messages: [{ role: 'user', content: 'data:text/plain,Kim%20says' }] };
    expect([...requestTexts('openai', body)].map(({ text }) => text)).toEqual(['data:text/plain,Kim%20says']);
  });
});
