import amdModule from 'amd-module';

/**
 * Where the parts are that are loaded later: at the root of the app, also those of the panels and the data source. The
 * scaffold's own takes them from beside the module, but Grafana serves under a nested plugin's id nothing but its folder.
 */
__webpack_public_path__ = amdModule.uri.replace(/[^/]+\/[^/]*$/, 'luthien-lens-app/');
