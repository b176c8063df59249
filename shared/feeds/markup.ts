import { Parser, type Handler, type ParserOptions } from 'htmlparser2';
import { limits } from './limits.ts';

/** Ends the reading of a document in the middle: what was read so far counts. */
export class Enough extends Error {}

/**
 * Gives the events of markup that need not be well-formed, its texts and attributes as they are written. Ends early
 * in what is nested by the thousand: the parser looks through all open elements for every one that closes. Whether it was read to its end.
 */
export function readMarkup(text: string, handler: Partial<Handler>, options: ParserOptions = {}): boolean {
  let depth = 0;
  const parser = new Parser(
    {
      ...handler,
      onopentag: (name, attributes, isImplied) => {
        if ((depth += 1) > limits.markupDepthMax) throw new Enough();
        handler.onopentag?.(name, attributes, isImplied);
      },
      onclosetag: (name, isImplied) => {
        depth -= 1;
        handler.onclosetag?.(name, isImplied);
      },
    },
    { ...options, decodeEntities: false },
  );
  try {
    parser.end(text);
    return true;
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    return false;
  }
}
