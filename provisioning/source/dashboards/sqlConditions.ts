/** Conditions for SQL over `dashboards.calls` that follow what is chosen above a dashboard. */

/** Calls of the dashboard's time: by their ids, which other days' partitions are kept out by. */
export const inTime = `call_id >= dashboards.first_call_id($__timeFrom()::timestamptz)
  AND call_id < dashboards.first_call_id($__timeTo()::timestamptz)`;

/**
 * Metrics name a model as the price table does, SQL as the call did: "gpt-4o" is also "gpt-4o-2024-08-06", and "other" is
 * any; one that only a route with a wildcard is for goes by that. `.*` is what "All" stands for.
 */
const ofModel = `('\${model:csv}' ~ '(^|,)other(,|$)'
  OR coalesce(final_model, requested_model, '') ~ ('^(' || replace('\${model:regex}', '\\*', '.*') || ')'))`;

const ofProvider = `provider ~ '^(\${provider:regex})$'`;

const ofPolicy = `('\${policy:regex}' = '.*'
  OR EXISTS (SELECT FROM unnest(policies) AS name WHERE name ~ '^(\${policy:regex})$'))`;

export const asChosen = `${inTime}
  AND ${ofProvider}
  AND ${ofModel}
  AND ${ofPolicy}`;
