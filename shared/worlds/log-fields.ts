const fieldCharsMax = 2_000;
const secretName = /secret|token|password|authorization|signature|cookie|api.?key/i;

/** What a log line shows of its fields: bounded, errors with their cause, and nothing that is named like a secret. */
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
      message: value.message.slice(0, fieldCharsMax),
      ...code,
      stack: value.stack?.slice(0, fieldCharsMax),
    };
  }
  if (typeof value === 'string')
    return value.length > fieldCharsMax ? `${value.slice(0, fieldCharsMax)}…` : value;
  const text = JSON.stringify(value) as string | undefined;
  return text !== undefined && text.length > fieldCharsMax ? `${text.slice(0, fieldCharsMax)}…` : value;
}
