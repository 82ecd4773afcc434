import type { Page } from 'playwright-core';

/** Which of the colours, each #rrggbb, a page has not painted above its last 40 pixels, where a legend may be. */
export async function notPainted(page: Page, colors: readonly string[]): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height: height - 40 } });
  return page.evaluate(async ([png, colors]) => {
    const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const painted = new Set<number>();
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    for (let i = 0; i < data.length; i += 4) painted.add(data[i]! << 16 | data[i + 1]! << 8 | data[i + 2]!);
    return colors.filter((c) => !painted.has(parseInt(c.slice(1), 16)));
  }, [png.toString('base64'), colors] as const);
}
