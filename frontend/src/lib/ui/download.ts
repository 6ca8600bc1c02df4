/** Saves what the page made as a file. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers begin to read it after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
