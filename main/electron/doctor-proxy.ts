/**
 * The first way in a list like `PROXY proxy.example.org:3128; DIRECT`, without its kind; null: no proxy. Whatever might
 * stand before an @ is left out, though no system is known to put a password there.
 */
export function proxyIn(answer: string): string | null {
  const [kind = '', place = ''] = answer.split(';')[0]?.trim().split(/\s+/) ?? [];
  return kind.toUpperCase() === 'DIRECT' || place === '' ? null : place.replace(/^.*@/, '');
}
