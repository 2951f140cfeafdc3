import { render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { Failed } from '../components/Failed';
import { loadingWords } from '../components/pageWords';
import { appId, diffPanelId } from '../constants';
import { toProblem } from '../grafana/toProblem';
import { t } from './t';

const lines = (count: number) => t('logs.lines', '{{count}} lines', { count, defaultValue_one: '{{count}} line' });

/** As Grafana loads what a plugin has in a language. */
async function open(language: string, sentences: object = {}, pluginId: string = appId): Promise<void> {
  i18next.addResourceBundle(language, pluginId, sentences, true, false);
  await i18next.changeLanguage(language);
}

afterEach(async () => {
  for (const language of ['en-US', 'de-DE', 'pl-PL'])
    for (const id of [appId, diffPanelId]) i18next.removeResourceBundle(language, id);
  await i18next.changeLanguage('en-US');
});

test('where Grafana has loaded nothing, as 13.1 does in English, what is said is what the source says', () => {
  expect(loadingWords('calls')).toBe('Loading the calls…');
  expect([1, 2, 1000].map(lines)).toEqual(['1 line', '2 lines', '1000 lines']);
});

test('in another language it says what the file of that language says, with its plurals', async () => {
  await open('pl-PL', {
    pages: { calls: { loading: 'Wczytywanie…' } },
    logs: { lines_one: '{{count}} wiersz', lines_few: '{{count}} wiersze', lines_many: '{{count}} wierszy' },
  });
  expect(loadingWords('calls')).toBe('Wczytywanie…');
  expect([1, 2, 5].map(lines)).toEqual(['1 wiersz', '2 wiersze', '5 wierszy']);
});

test('what a file lacks, or has left empty, is said in English', async () => {
  await open('de-DE', { pages: { calls: { loading: '' } }, logs: {} });
  expect(loadingWords('calls')).toBe('Loading the calls…');
  expect(loadingWords('errors')).toBe('Loading the errors…');
  expect([1, 2].map(lines)).toEqual(['1 line', '2 lines']);
});

test('a panel of which Grafana has loaded the file, and not the app’s, has its sentences', async () => {
  await open('de-DE', { pages: { call: { loading: 'Lade …' } } }, diffPanelId);
  expect(loadingWords('call')).toBe('Lade …');
});

describe('what others wrote is put into a sentence as it is', () => {
  const said = '$t(pages.load-again) {{said}} {{y}} <b>&amp; "it"</b>';

  test.each(['en-US', 'de-DE'])('in %s', async (language) => {
    await open(language, { problems: { 'not-allowed': 'Nicht erlaubt ({{said}}).' } });
    const { detail } = toProblem(403, JSON.stringify({ message: said }));
    expect(detail).toContain(`(${said}).`);
    render(<Failed what="call" why={detail} />);
    expect(screen.getByText(detail)).toBeTruthy();
  });

  test('also where it has the name of an option of translations', () => {
    const values = {
      lng: 'de-DE',
      ns: 'x',
      defaultValue: 'y',
      context: 'z',
      interpolation: '1',
      replace: '2',
      nest: '3',
    };
    expect(t('a.b', '{{lng}} {{ns}} {{defaultValue}} {{context}} {{nest}}', values)).toBe('de-DE x y z 3');
  });
});
