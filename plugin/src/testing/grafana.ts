import type { BackendSrvRequest } from '@grafana/runtime';
import type { CallView } from '@lens/core/api';
import { packCallView } from '@lens/core/api';
import { concat, NEVER, of, throwError } from 'rxjs';

/** What a stand-in for Grafana's client answers: by the path below the proxy. */
export type Answers = Readonly<Record<string, unknown>>;

/** Everything that was asked, as path and query. */
export const asked: string[] = [];
/** What was sent with it, alike in order. */
export const sent: unknown[] = [];
let answers: Answers = {};
let dataSources: readonly string[] = ['luthien-calls'];
let variables: Record<string, string | string[]> = {};

export function grafanaAnswers(given: Answers): void {
  answers = given;
  asked.length = 0;
  sent.length = 0;
}

/** The uids of our kind of data source; one is there when nothing is said. */
export function grafanaHas(uids: readonly string[]): void {
  dataSources = uids;
}

export function dashboardHas(given: Record<string, string | string[]>): void {
  variables = given;
}

/** A number is a status with a problem of the API. */
export function problem(status: number, code: string) {
  return { problem: { status, code, title: code, type: `urn:${code}`, detail: `${code} is what happened.` } };
}

/** Grafana itself says no, before anybody asks the gateway. */
export function refusedByGrafana(status: number, message: string) {
  return { refused: { status, data: { message } } };
}

/** Of what is on its way and never comes. */
export const pending = Symbol('pending');

/** In the place of parts of `@grafana/runtime` that need a running Grafana. */
export const runtime = {
  getBackendSrv: () => ({
    fetch({ url, data }: BackendSrvRequest) {
      const answer = answerOf(url, data);
      if (answer === pending) return NEVER;
      if (isRefusal(answer)) return throwError(() => ({ ...answer.refused, config: { url } }));
      if (isProblem(answer)) {
        return throwError(() => ({ ...passedOn(answer.problem), config: { url } }));
      }
      return of({ data: JSON.stringify(answer), status: 200 });
    },
    /** A stream does not end; one that was refused has a body of its own. */
    chunked({ url }: BackendSrvRequest) {
      const answer = answerOf(url);
      if (answer === pending) return NEVER;
      const bytes = (body: unknown) => new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
      if (isProblem(answer)) return of({ status: answer.problem.status, data: bytes(answer.problem) });
      if (isRefusal(answer)) return of({ status: answer.refused.status, data: bytes(answer.refused.data) });
      return concat(of({ status: 200, data: bytes(answer) }), NEVER);
    },
  }),
  getTemplateSrv: () => ({
    getVariables: () => Object.keys(variables).map((name) => ({ name })),
    replace(text = '', _scoped?: unknown, format?: (value: string | string[]) => string) {
      return text.replace(/\$\{?(\w+)\}?/g, (whole: string, name: string) => {
        const value = variables[name];
        if (value === undefined) return whole;
        return format === undefined ? String(value) : format(value);
      });
    },
  }),
  getDataSourceSrv: () => ({
    getList: ({ type, pluginId }: { type?: string; pluginId?: string }) =>
      (type ?? pluginId) === 'luthien-calls-datasource' ? dataSources.map((uid) => ({ uid })) : [],
  }),
  getAppEvents: () => ({ publish: () => undefined }),
};

/** As the proxy of data sources does it: nobody is to be signed out of Grafana because a token is wrong. */
function passedOn(answer: ReturnType<typeof problem>['problem']): { status: number; data: string } {
  if (answer.status !== 401) return { status: answer.status, data: JSON.stringify(answer) };
  return { status: 400, data: JSON.stringify({ message: 'Authentication to data source failed' }) };
}

function answerOf(url: string, data?: unknown): unknown {
  const path = url.replace(/^\/api\/datasources\/proxy\/uid\/[^/]+\/api\/v1\//, '');
  asked.push(path);
  sent.push(data);
  const [name = ''] = path.split('?');
  return answers[name] ?? problem(404, 'no_such_route');
}

function isRefusal(answer: unknown): answer is ReturnType<typeof refusedByGrafana> {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}

function isProblem(answer: unknown): answer is ReturnType<typeof problem> {
  return typeof answer === 'object' && answer !== null && 'problem' in answer;
}

/** As `/view` sends it. */
export function sentView(view: CallView): unknown {
  return packCallView(view);
}
