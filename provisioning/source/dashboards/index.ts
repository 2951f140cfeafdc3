import type { DashboardSource } from '../grafana/dashboard';
import { call } from './call';
import { costs } from './cost';
import { gateway } from './gateway';
import { health } from './health';
import { policies } from './policies';

export const dashboards: readonly DashboardSource[] = [health, policies, costs, call, gateway];
