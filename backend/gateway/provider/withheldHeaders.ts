/**
 * What proxies and servers before this one say about the client and about themselves, and what belongs to other
 * applications of its host: none of the provider's business. In lower case, with `-` for `_`; a `*` ends a prefix.
 */
const withheldHeaders = [
  // Of other applications of this host, and of the pages that a browser comes from.
  ...['cookie', 'cookie2', 'referer', 'x-csrf-token', 'x-csrftoken', 'x-xsrf-token'],
  // Where the client is, and by which way it came.
  ...['forwarded', 'x-forwarded', 'x-forwarded-*', 'forwarded-*', 'via', 'x-real-ip', 'x-real-port', 'x-client-ip'],
  ...['client-ip', 'true-client-ip', 'x-true-client-ip', 'x-cluster-client-ip', 'x-originating-ip', 'x-source-ip'],
  ...['remote-addr', 'x-remote-addr', 'x-remote-ip', 'x-proxyuser-ip', 'x-client-geo-*', 'x-scheme', 'x-request-start'],
  // By these, servers take a request for one of another address.
  ...['x-original-*', 'x-rewrite-*', 'x-override-*', 'x-host', 'x-http-host-override', 'x-http-path-override'],
  // Who the client is, as a proxy before this one found out: oauth2-proxy, Authelia, authentik, Pomerium, Kong, …
  ...['x-auth-request-*', 'x-auth-user*', 'x-auth-email', 'x-auth-groups', 'x-auth-roles', 'x-auth-subject'],
  ...['x-auth-token', 'x-access-token', 'x-id-token', 'x-refresh-token', 'x-userinfo', 'x-user-info', 'x-jwt-*'],
  ...['x-remote-user', 'x-remote-group', 'x-remote-extra-*', 'remote-*', 'x-authenticated-*', 'x-webauth-*'],
  ...['x-authentik-*', 'x-pomerium-*', 'x-vouch-*', 'x-consumer-*', 'x-credential-*', 'x-anonymous-consumer'],
  ...['x-kong-*', 'oidc-*', 'mellon-*', 'shib-*', 'x-shib-*', 'x-saml-*', 'impersonate-*'],
  ...['x-grafana-*', 'x-ds-authorization', 'tailscale-*', 'teleport-*', 'x-okta-*', 'x-zscaler-*'],
  // Its certificate.
  ...['client-cert', 'client-cert-chain', 'x-client-cert*', 'x-client-dn', 'x-client-verify', 'ssl-client-*'],
  ...['x-ssl-*', 'x-tls-*', 'x-mtls-*'],
  // Clouds and their balancers.
  ...['cf-access-*', 'cf-connecting-*', 'cf-ip*', 'cf-ray', 'cf-visitor', 'cf-worker', 'cf-ew-via', 'cf-team-*'],
  ...['cf-pseudo-ipv4', 'cf-region*', 'cf-metro-code', 'cf-postal-code', 'cf-timezone', 'cdn-loop', 'cloudfront-*'],
  ...['x-amzn-oidc-*', 'x-amzn-mtls-*', 'x-amzn-tls-*', 'x-amzn-waf-*', 'x-amzn-trace-id', 'x-amzn-vpc*'],
  ...['x-amz-cf-id', 'x-amzn-apigateway-*', 'x-apigateway-*', 'x-goog-iap-*', 'x-goog-authenticated-user-*'],
  ...['x-serverless-authorization', 'x-endpoint-api-userinfo', 'x-cloud-trace-context', 'x-appengine-*'],
  ...['x-ms-token-*', 'x-ms-client-principal*', 'x-azure-*', 'x-arr-*', 'x-appservice-*', 'x-waws-*'],
  ...['x-site-deployment-id', 'was-default-hostname', 'disguised-host', 'fastly-*', 'fly-*', 'x-nf-*', 'akamai-*'],
  ...['x-akamai-*', 'x-railway-*', 'rndr-id', 'x-vercel-ip-*', 'x-vercel-forwarded-*', 'x-vercel-proxied-*'],
  ...['x-vercel-id', 'x-vercel-oidc-token', 'x-vercel-proxy-*', 'x-vercel-deployment-*', 'x-vercel-sc-*', 'x-envoy-*'],
  // Traces of this house; the provider gets a `traceparent` of the call's own.
  ...[
    'baggage',
    'b3',
    'x-b3-*',
    'uber-trace-id',
    'uberctx-*',
    'x-datadog-*',
    'sentry-trace',
    'elastic-apm-*',
    'newrelic',
  ],
];

/** Whether a header of a request, by its name, goes to the provider. */
export type HeaderFilter = (name: string) => boolean;

/** Names that are remembered: clients use some thirty, and who makes up names must not fill the memory. */
const MOST_REMEMBERED = 1000;

/**
 * @param never names that no setting lets pass
 * @param pass names and prefixes that go on all the same
 * @param withhold names and prefixes that do not go on beside those above
 */
export function createHeaderFilter(
  never: readonly string[],
  { pass, withhold }: { pass: readonly string[]; withhold: readonly string[] },
): HeaderFilter {
  const isNever = matcher(never);
  const isPassed = matcher(pass);
  const isWithheld = matcher([...withheldHeaders, ...withhold]);
  const known = new Map<string, boolean>();
  return (name) => {
    const remembered = known.get(name);
    if (remembered !== undefined) return remembered;
    // `_` and `-` are one to many servers (CGI, WSGI), which would read `x_forwarded_for` as the other.
    const plain = plainName(name);
    const passes = !isNever(plain) && (isPassed(plain) || !isWithheld(plain));
    if (known.size < MOST_REMEMBERED) known.set(name, passes);
    return passes;
  };
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function matcher(patterns: readonly string[]): (name: string) => boolean {
  const plain = patterns.map(plainName);
  const names = new Set(plain.filter((pattern) => !pattern.endsWith('*')));
  const prefixes = plain.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1));
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}
