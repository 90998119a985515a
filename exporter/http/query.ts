import { type Request } from 'express';

/** The query of a request as it came, without its question mark: Express' own parser is switched off. */
export function queryOf(request: Request): string {
  return request.originalUrl.split('?', 2)[1] ?? '';
}
