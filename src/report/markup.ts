import { visible } from './text.js';

/** Text for XML 1.0 and HTML: markup escaped; what they cannot carry, and what would hide or turn text in a viewer, shown as an escape. */
export function escapeMarkup(text: string): string {
  return text
    .replace(unseen, visible)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** All that `visible` shows, but tab and line end. */
const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu;

/** Markup that is safe to stand in a page; only `html` and `raw` make one. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = string | number | Markup | undefined | readonly Content[];

/** A piece of HTML. Every value that is not markup itself is escaped, in text and between quotes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.reduce((text, part, i) => text + printed(values[i - 1]) + part));
}

/** Text that is already markup: our own style sheet and script. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function printed(value: Content): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  return typeof value === 'object' ? value.map(printed).join('') : escapeMarkup(String(value));
}
