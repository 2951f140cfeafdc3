/**
 * Bounds in seconds, as OpenTelemetry's conventions for generative AI have them up to 81.92; above, as agents' calls may
 * take minutes and a stream half an hour.
 */
export const modelCallSeconds: readonly number[] = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36,
  1310.72, 2621.44,
];
