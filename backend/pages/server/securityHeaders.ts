import helmet from 'helmet';

/** For pages that show what models and users wrote: nothing in them may run, load from elsewhere or be framed. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // To other sites none; not `no-referrer`, with which a form's request would not say which site it is from.
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  // It would bind the whole host to https, which belongs to whoever serves Lens by it.
  strictTransportSecurity: false,
});
