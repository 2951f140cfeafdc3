import type { CallView } from '@lens/core/api';
import { requestContext, type ContextSize } from '@lens/core/conversation';
import { SpelledNumber, type Json } from '@lens/core/json';
import { useMemo } from 'react';
import { Facts, type Fact } from '../facts';
import { formatBytes, formatCount, VisibleText } from '../format';

/** What the model was given beside the question, folded: context by size, settings, and the tools that it might call. */
export function ContextSummary({ view }: { view: CallView }) {
  const { api, operation } = view.call;
  const body = view.request.final ?? view.request.original;
  const context = useMemo(() => requestContext(api, body), [api, body]);
  if (context === null || operation === 'passthrough') return null;
  const { tools, settings, size } = context;
  return (
    <details className="lens-context lens-fold">
      <summary>
        <b>Context</b> <VisibleText text={inShort(size, tools.length, settings)} />
      </summary>
      <div className="lens-context-body">
        <Section title="Size" facts={sizes(size)} />
        <Section title="Settings" facts={settings.map(({ name, value }) => ({ name, value: written(value) }))} />
        {tools.length > 0 && (
          <Section
            title="Tools offered"
            facts={tools.map(({ name, description }) => ({ name, value: description ?? 'without a description' }))}
          />
        )}
      </div>
    </details>
  );
}

function Section({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <Facts facts={facts} as="column" />
    </section>
  );
}

const parts: [part: keyof ContextSize, name: string][] = [
  ['system', 'System'],
  ['tools', 'Tools'],
  ['history', 'History'],
  ['results', 'Results of tools'],
];

function totalOf(size: ContextSize): number {
  return parts.reduce((total, [part]) => total + size[part], 0);
}

function sizes(size: ContextSize): Fact[] {
  const total = totalOf(size);
  const share = (bytes: number) => (total === 0 ? '' : `, ${Math.round((bytes / total) * 100)} %`);
  return [
    ...parts.map(([part, name]) => ({
      name,
      value: size[part] === 0 ? 'none' : formatBytes(size[part]) + share(size[part]),
    })),
    { name: 'Together', value: formatBytes(total) },
  ];
}

/** Settings that tell calls apart at a glance; all of them are in the fold. */
const telling = /^(temperature|top_p|max_(completion_)?tokens|reasoning_effort|thinking|tool_choice)$/;

function inShort(size: ContextSize, tools: number, settings: { name: string; value: Json }[]): string {
  const set = settings
    .filter(({ name, value }) => telling.test(name) && (typeof value !== 'object' || value instanceof SpelledNumber))
    .map(({ name, value }) => `${name} ${written(value)}`);
  return [formatBytes(totalOf(size)), tools === 0 ? 'no tools' : formatCount(tools, 'tool'), ...set].join(' · ');
}

/** As much of a setting as is read at a glance; the Raw tab has all of it. */
const shownCharacters = 300;

function written(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
