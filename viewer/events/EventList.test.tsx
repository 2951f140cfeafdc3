/** @jest-environment jsdom */
import { screen, within } from '@testing-library/react';
import { hostileCall, toolConversation } from '../fixtures';
import { renderInViewer } from '../testing';
import { EventList } from './index';

const { events, call } = toolConversation;

test('an event tells when, how grave, what, by whom and on which side', () => {
  renderInViewer(<EventList whole events={events} policies={call.policies} passedThrough={false} />);
  const [, first] = screen.getAllByRole('row');
  const cells = within(first as HTMLElement).getAllByRole('cell');
  expect(cells.slice(0, 5).map((cell) => cell.textContent)).toEqual([
    '+1.90 ms',
    'i info',
    'policy.text_replaced',
    'code-names',
    'request',
  ]);
  expect(cells[5]?.textContent).toContain('Replaced 2 occurrences of a code name');
});

test('the details are folded, with their number', () => {
  renderInViewer(<EventList whole events={events} policies={call.policies} passedThrough={false} />);
  const [fold] = [...document.querySelectorAll('details')];
  expect(fold?.open).toBe(false);
  expect(fold?.querySelector('summary')?.textContent).toBe('2 details');
  expect(fold?.querySelector('dl')?.textContent).toContain('falcon');
});

test('an event can be gone to by its id', () => {
  renderInViewer(<EventList whole events={events} policies={call.policies} passedThrough={false} />);
  expect(events.map(({ id }) => document.getElementById(`event-${id}`)?.tagName)).toEqual(['TR', 'TR', 'TR']);
});

test('what a policy wrote is text, with what hides in it made visible', () => {
  renderInViewer(<EventList whole events={hostileCall.events} policies={[]} passedThrough={false} />);
  expect(document.querySelector('i, img, script')).toBeNull();
  expect(document.body.textContent).toContain('U+202E');
});

test('a call without policies tells how to turn one on', () => {
  renderInViewer(<EventList whole events={[]} policies={[]} passedThrough={false} />);
  expect(screen.getByText(/use: pii-redaction/)).toBeTruthy();
  expect(screen.getByText('npm start')).toBeTruthy();
});

test('policies that said nothing are named', () => {
  renderInViewer(<EventList whole events={[]} policies={['code-names', 'pii-redaction']} passedThrough={false} />);
  expect(screen.getByText(/through code-names and pii-redaction; no policy had anything to say/)).toBeTruthy();
});

test('a path that policies do not see says so, and how to refuse it', () => {
  renderInViewer(<EventList whole events={[]} policies={[]} passedThrough />);
  expect(screen.getByText(/policies see chat completions and messages only/)).toBeTruthy();
  expect(screen.getByText('passthrough: refuse')).toBeTruthy();
  expect(screen.queryByText('npm start')).toBeNull();
});

test('of many events only the beginning is there until somebody looks at them', () => {
  const [event] = events;
  const many = Array.from({ length: 60 }, (_, index) => ({ ...event, id: `event-${index}` })) as typeof events;
  const list = (whole: boolean) => (
    <EventList events={many} whole={whole} policies={call.policies} passedThrough={false} />
  );
  const { rerender } = renderInViewer(list(false));
  expect(screen.getAllByRole('row')).toHaveLength(51);
  expect(screen.getByText('10 more events in the view “Events”')).toBeTruthy();
  rerender(list(true));
  expect(screen.getAllByRole('row')).toHaveLength(61);
});
