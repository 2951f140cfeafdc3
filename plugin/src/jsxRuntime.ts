/**
 * The runtime of JSX over `React.createElement` of whatever React Grafana runs. Grafana shares its own runtime from 12.2.5 on only,
 * and React's, put into a bundle, would be that of one version.
 */
import { createElement, Fragment, type ElementType, type Key, type ReactElement, type ReactNode } from 'react';

interface Props {
  children?: ReactNode;
  [name: string]: unknown;
}

export { Fragment };

export function jsx(type: ElementType, props: Props, key?: Key): ReactElement {
  return createElement(type, key === undefined ? props : { ...props, key });
}

/** Children that are written one after the other have no keys: React takes them so as arguments only. */
export function jsxs(type: ElementType, { children, ...props }: Props, key?: Key): ReactElement {
  const all = Array.isArray(children) ? (children as ReactNode[]) : [children];
  return createElement(type, key === undefined ? props : { ...props, key }, ...all);
}
