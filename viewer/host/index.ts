export { createLinks } from './createLinks';
export { usePrinting } from './usePrinting';
export { Viewer } from './Viewer';
export { useLinks, useViewer } from './viewerContext';
export type { ViewerAddress, ViewerHost, ViewerLinks } from './viewerHost';
