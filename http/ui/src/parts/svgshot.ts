/** What is inherited in SVG and changes how it looks; each of these can be an attribute. */
const inherited = [
  'color', 'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin',
  'font-family', 'font-size', 'font-style', 'font-weight', 'letter-spacing', 'text-anchor', 'dominant-baseline', 'paint-order', 'visibility',
  'marker-start', 'marker-mid', 'marker-end',
] as const;

/** What is not inherited, and how it is where nothing is said. */
const own: readonly (readonly [name: string, usual: string])[] = [['opacity', '1'], ['text-decoration-line', 'none']];

/** What only means something on the page. */
const ofPage = ['style', 'class', 'tabindex', 'role'];

/** Writes how an element looks into the attributes of its copy, which has no style sheet. */
function keepLook(from: Element, copy: Element, above: CSSStyleDeclaration | undefined): void {
  const look = getComputedStyle(from);
  for (const name of ofPage) copy.removeAttribute(name);
  for (const name of inherited) {
    const value = look.getPropertyValue(name);
    if (value === (above?.getPropertyValue(name) ?? '')) copy.removeAttribute(name);
    else copy.setAttribute(name, value);
  }
  for (const [name, usual] of own) {
    const value = look.getPropertyValue(name);
    if (value === usual || value === '') copy.removeAttribute(name);
    else copy.setAttribute(name === 'text-decoration-line' ? 'text-decoration' : name, value);
  }
  if (above && from.localName === 'svg') {
    for (const name of ['width', 'height']) if (look.getPropertyValue(name) !== 'auto') copy.setAttribute(name, look.getPropertyValue(name));
  }
  const copies = [...copy.children];
  [...from.children].forEach((child, i) => {
    if (getComputedStyle(child).display === 'none') copies[i]!.remove();
    else keepLook(child, copies[i]!, look);
  });
}

/** The color behind an element: that of the nearest thing around it that has one. */
function behind(e: Element | null): string {
  if (!e) return '#ffffff';
  const color = getComputedStyle(e).backgroundColor;
  return color === 'transparent' || /,\s*0\)$/.test(color) ? behind(e.parentElement) : color;
}

function wholeCopy(el: SVGSVGElement): { copy: SVGSVGElement; width: number; height: number } {
  const box = el.getBoundingClientRect();
  const [width, height] = [Math.ceil(box.width), Math.ceil(box.height)];
  const copy = el.cloneNode(true) as SVGSVGElement;
  keepLook(el, copy, undefined);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const view = el.viewBox.baseVal;
  const seen = view && view.width > 0 ? view : { x: 0, y: 0, width, height };
  copy.setAttribute('viewBox', `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: seen.x, y: seen.y, width: seen.width, height: seen.height, fill: behind(el), stroke: 'none' })) ground.setAttribute(name, String(value));
  copy.prepend(ground);
  return { copy, width, height };
}

const written = (copy: SVGSVGElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;

/** An inline SVG of the page as a document of its own that looks as it does on the screen. */
export const svgText = (el: SVGSVGElement): string => written(wholeCopy(el).copy);

/** An inline SVG of the page as a PNG of twice its size. */
export async function svgPNG(el: SVGSVGElement): Promise<Blob> {
  const { copy, width, height } = wholeCopy(el);
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture is too large to be drawn'))), 'image/png'));
}
