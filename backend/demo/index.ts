export { sendDemoCalls } from './calls';
export { startDemoProvider, type DemoProvider } from './provider';
