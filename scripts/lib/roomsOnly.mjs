/** For esbuild: rooms are bundled from their TypeScript; packages of the registry stay imports. */
export const roomsOnly = {
  name: 'rooms-only',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@lens/') ? undefined : { path, external: true },
    );
  },
};
