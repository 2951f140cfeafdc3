import type { JsonObject } from '../../json';
import { count, objectAt, textAt } from '../fields';
import type { Usage } from '../types';
import { nakedDialects, usageDialects, type UsageDialect } from './dialects';
import { usagePlaces } from './places';

/** Of an answer that says nothing of it, or that nobody could read. */
export const noUsage: Usage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
  reasoningTokens: null,
  serviceTier: null,
};

/**
 * The tokens that a whole response tells, or an event of a stream, wherever and in whatever words its provider does; null
 * where it does not, never 0 for unknown. Input includes cached tokens, output reasoning.
 */
export function usageOf(body: JsonObject): Usage {
  const serviceTier = tierOf(body);
  for (const told of usagePlaces(body)) {
    const usage = readUsage(told, usageDialects);
    if (usage !== null) return { ...usage, serviceTier };
  }
  return { ...(readUsage(body, nakedDialects) ?? noUsage), serviceTier };
}

/** True where any figure is known. */
export function tellsTokens({ serviceTier: _, ...figures }: Usage): boolean {
  return Object.values(figures).some((figure) => figure !== null);
}

function readUsage(told: JsonObject, dialects: readonly UsageDialect[]): Usage | null {
  const names = ({ input, output }: UsageDialect) => figureAt(told, input) !== null || figureAt(told, output) !== null;
  const dialect = dialects.find(names);
  if (dialect !== undefined) return figuresOf(told, dialect);
  // Some tell their cache alone.
  return dialects.map((each) => figuresOf(told, each)).find(tellsTokens) ?? null;
}

function figuresOf(told: JsonObject, dialect: UsageDialect): Usage {
  const cacheWrites = objectAt(told, 'cache_creation');
  return {
    inputTokens: withThose(told, dialect.input, dialect.besideInput),
    outputTokens: withThose(told, dialect.output, dialect.besideOutput),
    cacheReadTokens: firstOf(told, dialect.cacheRead),
    cacheWriteTokens: firstOf(told, dialect.cacheWrite),
    cacheWrite5mTokens: count(cacheWrites['ephemeral_5m_input_tokens']),
    cacheWrite1hTokens: count(cacheWrites['ephemeral_1h_input_tokens']),
    reasoningTokens: firstOf(told, dialect.reasoning),
    serviceTier: null,
  };
}

function withThose(told: JsonObject, figure: string, beside: readonly string[] = []): number | null {
  const total = figureAt(told, figure);
  return total === null ? null : beside.reduce((sum, each) => sum + (figureAt(told, each) ?? 0), total);
}

function firstOf(told: JsonObject, figures: readonly string[]): number | null {
  for (const figure of figures) {
    const value = figureAt(told, figure);
    if (value !== null) return value;
  }
  return null;
}

function figureAt(told: JsonObject, figure: string): number | null {
  const dot = figure.indexOf('.');
  return count(dot < 0 ? told[figure] : objectAt(told, figure.slice(0, dot))[figure.slice(dot + 1)]);
}

/** OpenAI tells it beside the usage, Anthropic in it. */
function tierOf(body: JsonObject): string | null {
  return (
    textAt(body, 'service_tier') ??
    textAt(objectAt(body, 'usage'), 'service_tier') ??
    textAt(objectAt(body, 'response'), 'service_tier')
  );
}
