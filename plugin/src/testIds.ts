/** Names of what tests look at in the app and what has no role or label of its own; those of the viewer are its own. */
export const testIds = {
  failed: 'luthien-failed',
  loading: 'luthien-loading',
  settings: { url: 'luthien-gateway-url', token: 'luthien-token', result: 'luthien-connection' },
} as const;
