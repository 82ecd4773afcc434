/** How long the browser may take to begin with a file, in milliseconds. */
const patience = 60_000;

/** Hands a file to the browser, which saves it under this name. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), patience);
}
