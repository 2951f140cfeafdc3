export { renderInViewer } from './renderInViewer';
export { testAddress, testHost, type TestAddress } from './testHost';
