import { locationService } from '@grafana/runtime';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import { Router } from 'react-router-dom';

/** Grafana's history, which is of an older router, under that of plugins: as its CompatRouter does it. */
export function HistoryRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [{ location, action }, setState] = useState({ location: history.location, action: history.action });
  useLayoutEffect(() => history.listen((next, how) => setState({ location: next, action: how })), [history]);
  return (
    <Router navigator={history as never} location={location as never} navigationType={action as never}>
      {children}
    </Router>
  );
}
