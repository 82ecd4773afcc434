const place = 'innograph.key';

/** The key with which the service is asked; '' for none. It lives as long as the tab. */
export function key(): string {
  try {
    return sessionStorage.getItem(place) ?? '';
  } catch {
    return ''; // the browser keeps nothing
  }
}

/** Asks with a key from now on. A storage that is not to be had is no error: the key is then asked for again. */
export function setKey(secret: string): void {
  try {
    sessionStorage.setItem(place, secret);
  } catch { /* it holds for no request */ }
}
