import * as z from 'zod';

// Where Grafana has a content security policy it lets nobody make code of text, and tells of who tries.
z.config({ jitless: true });
