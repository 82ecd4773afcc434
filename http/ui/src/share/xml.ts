/** What is no character of XML 1.0 (section 2.2, Char); no reference may stand for it either. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };

/** A text so that it can stand in an element or between double quotes; white space stays what it is. */
export const xml = (text: string): string => text.replace(forbidden, '').replace(/[&<>"\t\n\r]/g, (c) => escapes[c]!);

/** Attributes of an element: ` name="value"` for each. */
export const attributes = (of: Record<string, string | number>): string =>
  Object.entries(of).map(([name, value]) => ` ${name}="${xml(String(value))}"`).join('');
