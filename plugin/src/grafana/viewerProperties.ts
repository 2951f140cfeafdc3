import type { GrafanaTheme2 } from '@grafana/data';

/** The viewer's custom properties (viewer/theme/theme.css) from Grafana's theme. Those of syntax are the viewer's own. */
export function viewerProperties(
  { colors, components, typography, shape, shadows, spacing, visualization }: GrafanaTheme2,
  ground: 'canvas' | 'primary',
) {
  const of = (name: string): string => visualization.getColorByName(name);
  return {
    '--lens-font-sans': typography.fontFamily,
    '--lens-font-mono': typography.fontFamilyMonospace,
    '--lens-font-size': typography.body.fontSize,
    '--lens-font-size-small': typography.bodySmall.fontSize,
    '--lens-font-size-mono': typography.bodySmall.fontSize,
    // On a page as tall as Grafana's own beside it; a panel has less room.
    ...(ground === 'canvas' && {
      '--lens-control-height': spacing(controlHeight(components)),
      '--lens-control-font-size': typography.body.fontSize,
    }),
    '--lens-radius': shape.radius.default,
    '--lens-radius-small': shape.radius.default,

    '--lens-text': colors.text.primary,
    '--lens-text-dim': colors.text.secondary,
    '--lens-surface': colors.background[ground],
    '--lens-surface-raised': ground === 'canvas' ? colors.background.primary : colors.background.secondary,
    '--lens-surface-hover': colors.emphasize(colors.background.secondary, 0.05),
    '--lens-border': colors.border.weak,
    '--lens-border-strong': colors.border.strong,
    '--lens-accent': colors.text.link,
    '--lens-accent-bg': colors.primary.transparent,

    '--lens-button': colors.secondary.main,
    '--lens-button-border': colors.secondary.border,
    '--lens-button-weight': typography.fontWeightMedium,

    '--lens-ok': colors.success.text,
    '--lens-warning': colors.warning.text,
    '--lens-error': colors.error.text,

    '--lens-span-provider': of('blue'),
    '--lens-span-policy': of('purple'),
    '--lens-span-own': of('orange'),
    '--lens-span-other': colors.text.disabled,

    '--lens-shadow': shadows.z3,
  };
}

/** Of Grafana's own controls, in steps of its spacing. By the types of Grafana 13 a theme may say nothing of it. */
function controlHeight({ height }: { height?: { md?: number | undefined } | undefined }): number {
  return height?.md ?? 4;
}
