export { sendDemoCalls, demoCalls, demoClients } from './calls';
export { startDemoProvider, type DemoProvider } from './provider';
