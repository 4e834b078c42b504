/**
 * Returns the first proxy in a list like `PROXY proxy.example.org:3128; DIRECT`, without its kind, or null for no
 * proxy. Anything before an @ is removed, although no known system puts a password there.
 */
export function proxyIn(answer: string): string | null {
  const [kind = '', place = ''] = answer.split(';')[0]?.trim().split(/\s+/) ?? [];
  return kind.toUpperCase() === 'DIRECT' || place === '' ? null : place.replace(/^.*@/, '');
}
