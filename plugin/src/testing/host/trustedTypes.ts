interface Policies {
  createPolicy(name: 'default', policy: Record<string, (text: string) => string>): void;
}

declare const trustedTypes: Policies;

// What Grafana makes of texts that become HTML or addresses of scripts, where it is set to take nothing else. Ahead of all others:
// some of Grafana's packages want it as soon as they are there.
trustedTypes.createPolicy('default', {
  createHTML: (text) => text.replace(/<script/gi, '&lt;script'),
  createScript: (text) => text,
  createScriptURL: (text) => text,
});
export {};
