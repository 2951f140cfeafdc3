import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
const url='http://127.0.0.1:18471';
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const H={authorization:'Bearer test-api-token-0123456789abcdef'};
const calls=(await (await fetch(url+'/api/v1/calls?limit=50',{headers:H})).json()).calls;
console.log(calls.map(c=>[c.status,c.requestedModel,c.retryCount,c.errorType,c.errorMessage,c.sessionId,c.request.changed||c.response.changed].join(' | ')).join('\n'));
const ctx = await b.newContext({extraHTTPHeaders:H});
const p = await ctx.newPage();
const unchanged=calls.find(c=>c.requestedModel==='demo-gpt'&&c.status==='complete'&&!c.response.changed&&!c.request.changed);
const shots={list:'/', call:'/v2/debug/request/'+unchanged.callId, error:'/v2/debug/request/'+calls.find(c=>c.status==='provider_error').callId, compare:`/compare?a=${calls[0].callId}&b=${calls[4].callId}`};
for (const width of [1280,390]) for (const scheme of ['light','dark']) { await p.setViewportSize({width,height:800}); await p.emulateMedia({colorScheme:scheme});
 for (const [n,h] of Object.entries(shots)) { await p.goto(url+h); await p.waitForSelector('html[data-live]'); if(n==='call'){ await p.locator('.lens-context summary').click(); } await p.screenshot({path:`/tmp/tt/s-${n}-${width}-${scheme}.png`}); } }
await b.close();
