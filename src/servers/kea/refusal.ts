/** A configuration error as Kea words it, made readable. */
export interface Refusal {
  /** Kea's sentence without the file names in it. */
  readonly message: string;
  /** The place in the configuration, if Kea names one, with the text that stands there. */
  readonly place?: { readonly line: number; readonly text: string };
}

/**
 * Finds in the output of `kea-dhcp6 -t`, or in Kea's log, what it has against a configuration.
 * A syntax error names the very spot (`FILE:22.21-25`), the others the map around it (`FILE:41:4`).
 */
export function refusal(output: string, config: string): Refusal | undefined {
  const found = patterns.map((pattern) => pattern.exec(output)?.[1]).find((message) => message !== undefined);
  if (found === undefined) return undefined;
  const place = /\S*\.conf[^\s:]*:(\d+)[.:]\d+/.exec(found);
  const message = found
    .replace(/^\S*\.conf\S*:\d+\.\S+:\s*/, '')
    .replaceAll(/\s*\((?:\S*\.conf\S*:\d+:\d+)\)/g, '')
    .trim();
  if (place === null) return { message };
  const line = Number(place[1]);
  return { message, place: { line, text: lineOf(config, line) } };
}

const patterns = [
  /^Syntax check failed with: (.*)$/m,
  /^Error encountered: (.*)$/m,
  /configuration error using file '[^']*': (.*)$/m,
  /DHCP6_PARSER_FAIL (.*)$/m,
];

/** The line, and for one that only opens a map, what it opens. */
function lineOf(config: string, line: number): string {
  const lines = config.split('\n').map((one) => one.trim());
  const text = lines[line - 1] ?? '';
  if (text !== '{') return text;
  return [text, ...lines.slice(line, line + 2), '…'].join(' ');
}
