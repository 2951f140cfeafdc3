export {};

type Colors<Name extends string> = Record<Name, string>;

// Grafana 13 derives its colours' types from zod's, whose optional parts it can't make required for who has `exactOptionalPropertyTypes`.
declare module './node_modules/@grafana/data/dist/types/themes/createColors' {
  interface ThemeColors {
    text: Colors<'primary' | 'secondary' | 'disabled' | 'link' | 'maxContrast'>;
    background: Colors<'canvas' | 'page' | 'primary' | 'secondary' | 'elevated'>;
    border: Colors<'weak' | 'medium' | 'strong'>;
  }
}
