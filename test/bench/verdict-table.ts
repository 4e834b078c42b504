import { BUDGETS, type Figures } from './budgets.ts';

export type Verdict = 'ok' | 'missed' | 'not measured' | '';

export interface Row {
  figure: string;
  budget: number | null;
  measured: number | null;
  verdict: Verdict;
  note: string;
}

/** Compares every figure with its budget. */
export const judge = (figures: Figures): Row[] =>
  BUDGETS.map(({ figure, most, note }) => {
    const measured = figures[figure] ?? null;
    const budget = most?.(figures) ?? null;
    return { figure, budget, measured, verdict: verdictOf(measured, budget), note };
  });

function verdictOf(measured: number | null, budget: number | null): Verdict {
  if (measured === null) return 'not measured';
  if (budget === null) return '';
  return measured <= budget ? 'ok' : 'missed';
}

const shown = (value: number | null): string =>
  value === null ? '' : value.toLocaleString('en', { maximumSignificantDigits: value < 1_000 ? 3 : 6 });

/** Returns the table as text, with a line for each figure. */
export function formatted(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.figure, shown(row.budget), shown(row.measured), row.verdict, row.note]);
  const all = [['figure', 'budget', 'measured', '', 'what'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column === 1 || column === 2;
  return all
    .map((line) =>
      line
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
