import type { ViewBuilderStats } from '../../../query';
import type { Readings } from '../readings';

export function viewReadings({ built, building, waiting, deaths }: ViewBuilderStats): Readings {
  return {
    luthien_views_built_total: built,
    luthien_views_building: building,
    luthien_views_waiting: waiting,
    luthien_view_builder_deaths_total: deaths,
  };
}
