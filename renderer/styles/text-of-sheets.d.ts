/** A style sheet as text, for tests that check its colours. */
declare module '*.css?raw' {
  const text: string;
  export default text;
}
