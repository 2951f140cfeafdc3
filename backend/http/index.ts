export { allowOnly, readOnly } from './allowOnly';
export { isFromElsewhere } from './isFromElsewhere';
export { fieldErrors, invalidQuery, parseBody, parseQuery, type FieldError } from './parse';
export { ProblemError, sendProblem, type ProblemFields } from './problem';
export { sendJson, sendText } from './sendJson';
