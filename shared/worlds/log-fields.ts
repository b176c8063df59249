const fieldCharsMax = 2_000;
const secretName = /secret|token|password|authorization|signature|cookie|api.?key/i;

/** Whoever reads a log is to follow no signed link (signed-path.ts). */
const signature = /([?&]s=)[\w-]{43}/gu;

/**
 * What a log line shows of its fields: bounded, errors with their cause, nothing that is named like a secret, and no
 * signature of a link.
 */
export function shownFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = Object.entries(fields).map(([name, value]) => [
    name,
    secretName.test(name) ? '***' : shownField(value),
  ]);
  return Object.fromEntries(shown) as Record<string, unknown>;
}

function shownField(value: unknown): unknown {
  if (value instanceof Error) {
    const code = 'code' in value ? { code: value.code } : {};
    return {
      name: value.name,
      message: shownText(value.message),
      ...code,
      stack: value.stack && shownText(value.stack),
    };
  }
  if (typeof value === 'string') return shownText(value);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return value;
  if (text.length > fieldCharsMax) return shownText(text);
  return text.search(signature) !== -1 ? (JSON.parse(text.replace(signature, '$1***')) as unknown) : value;
}

function shownText(text: string): string {
  const shown = text.replace(signature, '$1***');
  return shown.length > fieldCharsMax ? `${shown.slice(0, fieldCharsMax)}…` : shown;
}
