import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../../ports/world.ts';
import { shownFields } from '../log-fields.ts';

/** Structured lines through Powertools, whose level is that of POWERTOOLS_LOG_LEVEL. */
export function powertoolsLog(): Log {
  const logger = new Logger({ serviceName: 'rasid' });
  return (level, event, fields = {}) => {
    logger[level](event, shownFields(fields));
  };
}
