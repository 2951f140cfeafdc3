/** @jest-environment jsdom */
import { act, fireEvent, screen } from '@testing-library/react';
import { renderInViewer } from '../testing';
import { GiveScore } from './GiveScore';

async function give(fields: Record<string, string>, answer: string | null = null) {
  const onGive = jest.fn(() => Promise.resolve(answer));
  renderInViewer(<GiveScore onGive={onGive} />);
  for (const [label, value] of Object.entries(fields)) {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  }
  const form = screen.getByRole('button', { name: 'Give score', hidden: true }).closest('form') as HTMLFormElement;
  await act(async () => {
    fireEvent.submit(form);
    await Promise.resolve();
  });
  return onGive;
}

test('what is judged, a number and a comment are given', async () => {
  const onGive = await give({ 'What is judged': 'quality', Value: '0.5', Comment: ' Off by one. ' });
  expect(onGive).toHaveBeenCalledWith({ name: 'quality', value: 0.5, comment: 'Off by one.' });
  // What a closed form holds nobody sees.
  const told = screen.getByRole('status');
  expect([told.textContent, told.closest('details')]).toEqual(['quality is 0.5, as you say.', null]);
});

test('the usual judgement is that it is made up', async () => {
  expect(await give({})).toHaveBeenCalledWith({ name: 'hallucination', value: 1, comment: null });
});

test('a name that is none is not sent', async () => {
  expect(await give({ 'What is judged': 'a b' })).not.toHaveBeenCalled();
  expect(screen.getByRole('status').textContent).toMatch('Give a name of letters');
});

test('what the server says of it is told', async () => {
  await give({}, 'There is no call.');
  expect(screen.getByRole('status').textContent).toBe('There is no call.');
});
