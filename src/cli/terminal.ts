import { Chalk } from 'chalk';
import { asciiSymbols, type Look, type Paint, speaksUtf8, unicodeSymbols } from '../report/look.js';
import { launcher } from './launcher.js';

/** What of a stream decides how text on it looks. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  getColorDepth?(env?: object): number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Levels of chalk: 0 none, 1 sixteen colours, 2 of 256, 3 true colour. FORCE_COLOR decides before NO_COLOR, as in Node itself;
 * without either there are colours on a terminal that has them, and nowhere else.
 */
export function colourLevel(screen: Screen, env: Environment = process.env): 0 | 1 | 2 | 3 {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) {
    if (forced === '0' || forced === 'false') return 0;
    return forced === '2' ? 2 : forced === '3' ? 3 : 1;
  }
  if ((env.NO_COLOR ?? '') !== '' || screen.isTTY !== true) return 0;
  const depth = screen.getColorDepth?.(env) ?? 1;
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

export function paintFor(screen: Screen, env: Environment = process.env): Paint {
  return new Chalk({ level: colourLevel(screen, env) });
}

/** How text for a person is laid out on a stream. `idWidth` is set by who knows the ids. */
export function lookFor(screen: Screen, env: Environment = process.env): Look {
  return {
    paint: paintFor(screen, env),
    // A file or pipe gets UTF-8: whoever reads it later has a terminal of their own.
    symbols: screen.isTTY !== true || speaksUtf8(env) ? unicodeSymbols : asciiSymbols,
    columns: screen.isTTY === true ? screen.columns : undefined,
    idWidth: 0,
    launcher: launcher(env),
  };
}
