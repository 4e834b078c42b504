export interface WorkflowFault {
  /** Counted from 1. */
  line: number;
  message: string;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const RUNNERS = ['ubuntu-24.04', 'windows-2025', 'macos-15'];

/** Returns where a workflow's text breaks this project's rules; the syntax is not checked. */
export function faultsOf(text: string): WorkflowFault[] {
  const lines = text.split('\n');
  const faults: WorkflowFault[] = [];
  for (const [index, line] of lines.entries()) {
    const used = /^\s*(?:- )?uses:\s*(.*)$/.exec(line)?.[1];
    if (used !== undefined && !PINNED.test(used))
      faults.push({
        line: index + 1,
        message: `"${used}" is not pinned by a commit's hash with its version in a comment`,
      });
    const runner = /^\s*(?:runs-on|os): ([^$]*)$/.exec(line)?.[1];
    if (runner !== undefined && !RUNNERS.includes(runner))
      faults.push({ line: index + 1, message: `"${runner}" is none of ${RUNNERS.join(', ')}` });
    if (/^\s*[\w-]+:\s*write(-all)?\s*$/.test(line))
      faults.push({ line: index + 1, message: 'a workflow may read and nothing else' });
  }
  if (!/^permissions:\n {2}contents: read\n(?! )/m.test(text))
    faults.push({ line: 1, message: 'the permissions of all jobs are not "contents: read"' });
  const checkouts = lines.filter((line) => line.includes('actions/checkout@')).length;
  const withoutToken = lines.filter((line) => /^\s*persist-credentials: false$/.test(line)).length;
  if (checkouts !== withoutToken)
    faults.push({ line: 1, message: 'a checkout leaves its token behind: persist-credentials is not false' });
  return faults;
}
