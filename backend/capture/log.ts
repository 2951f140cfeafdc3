/** The part of a structured logger (pino's shape) that capture needs. Bodies never go into `fields`. */
export interface CaptureLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
