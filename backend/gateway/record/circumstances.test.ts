import { createCircumstances } from './circumstances';

test('calls soon after the start of the process are cold, later ones are not', () => {
  const of = createCircumstances({ environment: 'staging', coldStartSeconds: 10 }, 1_000);
  expect([of(1_000), of(10_999), of(11_000)]).toEqual([
    { environment: 'staging', coldStart: true },
    { environment: 'staging', coldStart: true },
    { environment: 'staging' },
  ]);
});

test('what is not configured is not told', () => {
  expect(createCircumstances({ environment: null, coldStartSeconds: 0 }, 1_000)(1_000)).toEqual({});
});
