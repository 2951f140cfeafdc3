import type { Row } from './tables';
import type { Shape } from './shapes';

/** What is to be reached, by kind of call; `atMost` where less is better. */
const sustained = { small: 3_000, large: 900, turns: 1_500, stream: 1_200 };
const drained = { small: 6_000, large: 2_000 };
const addedP99 = { small: 1, large: 2, stream: 2 };
const ofTheFloor = { off: 75, on: 50 };
const redactedStreams = 30;
const withTelemetry = { kept: 85, addedP99: 1 };

interface Aim {
  what: string;
  aim: number;
  measured: number | null;
  unit: string;
  atMost?: boolean;
}

/** A Markdown table of what was to be reached and what was, for bench/README.md. */
export function printAims(rows: Row[]): void {
  const line = (cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stdout.write('\n### What was to be reached\n\n');
  line(['', 'to reach', 'measured', 'met']);
  line(['---', '---', '---', '---']);
  for (const { what, aim, measured, unit, atMost = false } of aimsOf(rows)) {
    const isMet = measured !== null && (atMost ? measured <= aim : measured >= aim);
    const told = measured === null ? '–' : `${measured.toFixed(atMost ? 2 : 0)}${unit}`;
    line([what, `${atMost ? 'at most ' : ''}${aim}${unit}`, told, isMet ? 'yes' : 'no']);
  }
}

function aimsOf(rows: Row[]): Aim[] {
  const shapes = [...new Set(rows.map(({ shape }) => shape))];
  const aims = shapes.map((shape) => aimsOfShape(shape, rows));
  const notRecorded = rows.reduce((sum, row) => sum + (row.notRecorded ?? 0), 0);
  const lost = { what: 'answered calls that are not recorded', aim: 0, measured: notRecorded, unit: '', atMost: true };
  return [...aims.flat(), lost];
}

/** The targets stand in the order in which they are started. */
function aimsOfShape(shape: Shape, rows: Row[]): Aim[] {
  const [direct, floor, off, on, redaction, telemetry] = rows.filter((row) => row.shape === shape);
  if (!direct || !floor || !off || !on || !redaction || !telemetry) return [];
  const { name, label } = shape;
  const share = (row: Row) => (row.burstPerSecond / floor.burstPerSecond) * 100;
  const aims: Aim[] = [
    { what: `${label}: stored a second, sustained`, aim: sustained[name], measured: storedPerSecond(on), unit: '' },
    { what: `${label}: capture off, of the floor at first`, aim: ofTheFloor.off, measured: share(off), unit: ' %' },
    { what: `${label}: capture on, of the floor at first`, aim: ofTheFloor.on, measured: share(on), unit: ' %' },
  ];
  if (name === 'small' || name === 'large') {
    const what = `${label}: a backlog drained, calls a second`;
    aims.push({ what, aim: drained[name], measured: drainedPerSecond(on), unit: '' });
  }
  if (name === 'stream') {
    const what = `${label}: redaction, of the floor at first`;
    aims.push({ what, aim: redactedStreams, measured: share(redaction), unit: ' %' });
  }
  if (name !== 'turns') {
    const measured = on.steady.p99 - direct.steady.p99;
    aims.push({ what: `${label}: added p99`, aim: addedP99[name], measured, unit: ' ms', atMost: true });
  }
  return [...aims, ...aimsOfTelemetry(label, on, telemetry)];
}

function aimsOfTelemetry(label: string, without: Row, on: Row): Aim[] {
  const kept = (on.perSecond / without.perSecond) * 100;
  const added = on.steady.p99 - without.steady.p99;
  return [
    { what: `${label}: throughput with telemetry`, aim: withTelemetry.kept, measured: kept, unit: ' %' },
    {
      what: `${label}: p99 added by telemetry`,
      aim: withTelemetry.addedP99,
      measured: added,
      unit: ' ms',
      atMost: true,
    },
  ];
}

function storedPerSecond({ recording }: Row): number | null {
  return recording?.storedPerSecond ?? null;
}

/** Null where all was stored when the load ended. */
function drainedPerSecond({ recording }: Row): number | null {
  return recording === null || recording.drainSeconds === 0 ? null : recording.backlog / recording.drainSeconds;
}
