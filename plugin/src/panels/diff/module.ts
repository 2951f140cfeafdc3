import { PanelPlugin } from '@grafana/data';
import { DiffPanel } from './DiffPanel';

export const plugin = new PanelPlugin(DiffPanel);
