/** A strict reader for XML as junit.xml uses it: no DTD, no CDATA, no comments. Throws where the text is not well-formed. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export function parseXml(source: string): XmlElement {
  const illegal = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u.exec(source);
  if (illegal !== null) throw new Error(`illegal character at ${illegal.index}`);
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(source);
  if (declaration === null) throw new Error('no XML declaration');
  const [root, end] = element(source, declaration[0].length);
  if (source.slice(end).trim() !== '') throw new Error(`text after the root at ${end}`);
  return root;
}

function element(source: string, start: number): [XmlElement, number] {
  const open = /<([\w.-]+)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>/y;
  open.lastIndex = start;
  const match = open.exec(source);
  if (match === null) throw new Error(`no element at ${start}: ${source.slice(start, start + 40)}`);
  const [whole, name, list, empty] = match as unknown as [string, string, string, string];
  const attributes = attributesOf(list);
  let at = start + whole.length;
  if (empty === '/') return [{ name, attributes, children: [], text: '' }, at];

  const children: XmlElement[] = [];
  let text = '';
  while (!source.startsWith('</', at)) {
    if (at >= source.length) throw new Error(`${name} is not closed`);
    if (source[at] === '<') {
      const [child, end] = element(source, at);
      children.push(child);
      at = end;
    } else {
      const end = source.indexOf('<', at);
      text += plain(source.slice(at, end));
      at = end;
    }
  }
  const close = `</${name}>`;
  if (!source.startsWith(close, at)) throw new Error(`${name} is closed by ${source.slice(at, at + 20)}`);
  return [{ name, attributes, children, text }, at + close.length];
}

function attributesOf(list: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of list.matchAll(/([\w.:-]+)="([^"]*)"/g)) {
    if (name === undefined || value === undefined || name in attributes) throw new Error(`attribute twice: ${name}`);
    attributes[name] = plain(value);
  }
  return attributes;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" in text');
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const decimal = /^#(\d+)$/.exec(name);
    const character = decimal === null ? entities[name] : String.fromCodePoint(Number(decimal[1]));
    if (character === undefined || !whole.endsWith(';')) throw new Error(`unknown entity ${whole}`);
    return character;
  });
}
