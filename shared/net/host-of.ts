/** Host and port: what one request at a time means. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
