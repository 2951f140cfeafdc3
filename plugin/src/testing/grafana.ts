import type { BackendSrvRequest } from '@grafana/runtime';
import type { CallView } from '@lens/core/api';
import { packCallView } from '@lens/core/api';
import { of, throwError } from 'rxjs';

/** What a stand-in for Grafana's client answers: by the path below the proxy. */
export type Answers = Readonly<Record<string, unknown>>;

/** Everything that was asked, as path and query. */
export const asked: string[] = [];
let answers: Answers = {};
let variables: Record<string, string | string[]> = {};

export function grafanaAnswers(given: Answers): void {
  answers = given;
  asked.length = 0;
}

export function dashboardHas(given: Record<string, string | string[]>): void {
  variables = given;
}

/** A number is a status with a problem of the API. */
export function problem(status: number, code: string) {
  return { problem: { status, code, title: code, type: `urn:${code}`, detail: `${code} is what happened.` } };
}

/** In the place of parts of `@grafana/runtime` that need a running Grafana. */
export const runtime = {
  getBackendSrv: () => ({
    fetch({ url }: BackendSrvRequest) {
      const path = url.replace(/^\/api\/datasources\/proxy\/uid\/[^/]+\/api\/v1\//, '');
      asked.push(path);
      const [name = ''] = path.split('?');
      const answer = answers[name] ?? problem(404, 'no_such_route');
      if (isProblem(answer)) {
        return throwError(() => ({ ...passedOn(answer.problem), config: { url } }));
      }
      return of({ data: JSON.stringify(answer), status: 200 });
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
  getDataSourceSrv: () => ({ getList: () => [{ uid: 'luthien-calls' }] }),
  getAppEvents: () => ({ publish: () => undefined }),
};

/** As the proxy of data sources does it: nobody is to be signed out of Grafana because a token is wrong. */
function passedOn(answer: ReturnType<typeof problem>['problem']): { status: number; data: string } {
  if (answer.status !== 401) return { status: answer.status, data: JSON.stringify(answer) };
  return { status: 400, data: JSON.stringify({ message: 'Authentication to data source failed' }) };
}

function isProblem(answer: unknown): answer is ReturnType<typeof problem> {
  return typeof answer === 'object' && answer !== null && 'problem' in answer;
}

/** As `/view` sends it. */
export function sentView(view: CallView): unknown {
  return packCallView(view);
}
