export interface WorkflowFault {
  /** Counted from 1. */
  line: number;
  message: string;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const RUNNERS = ['ubuntu-24.04', 'windows-2025', 'macos-15'];

/** The one workflow with secrets, and with a job that may write. */
const RELEASE = 'release.yml';
/** What that job may: make the release, and prove where its files come from. */
const MAY_WRITE = ['contents', 'id-token', 'attestations'];
const TAGS_ONLY = /^on:\n {2}push:\n {4}tags: \[[^\]]+\]\n(?! )/m;

/**
 * Returns where a workflow's text breaks this project's rules; the syntax is not checked.
 * @param file the workflow's name, such as `ci.yml`
 */
export function faultsOf(text: string, file = ''): WorkflowFault[] {
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
    const isWriting = /^\s*['"]?[\w-]+['"]?\s*:.*\bwrite\b/.test(line) && !/^\s*(?:- )?(?:name|run):/.test(line);
    if (isWriting && !(file === RELEASE && mayWrite(lines, index)))
      faults.push({ line: index + 1, message: 'a workflow may read and nothing else' });
    const isText = /^\s*(?:- )?(?:name|run):/.test(line) && !/\$\{\{[^}]*\bsecrets\b/.test(line);
    if (/\bsecrets\b/.test(line.replace(/#.*$/, '')) && file !== RELEASE && !isText)
      faults.push({ line: index + 1, message: 'only the release workflow has secrets' });
  }
  if (!/^permissions:\n {2}contents: read\n(?! )/m.test(text))
    faults.push({ line: 1, message: 'the permissions of all jobs are not "contents: read"' });
  if (file === RELEASE) faults.push(...releaseFaults(text, lines));
  const checkouts = lines.filter((line) => line.includes('actions/checkout@')).length;
  const withoutToken = lines.filter((line) => /^\s*persist-credentials: false$/.test(line)).length;
  if (checkouts !== withoutToken)
    faults.push({ line: 1, message: 'a checkout leaves its token behind: persist-credentials is not false' });
  return faults;
}

/** Returns the name of the job around a line; null: it is in none. */
function jobAround(lines: readonly string[], index: number): string | null {
  for (let at = index; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    const job = /^ {2}([\w-]+):\s*$/.exec(line)?.[1];
    if (job !== undefined) return job;
    if (/^\S/.test(line) && !line.startsWith('#')) return null;
  }
  return null;
}

/** A permission of the job that publishes, in its own block. */
function mayWrite(lines: readonly string[], index: number): boolean {
  const name = /^ {6}([\w-]+): write$/.exec(lines[index] ?? '')?.[1];
  if (name === undefined || !MAY_WRITE.includes(name) || jobAround(lines, index) !== 'publish') return false;
  const above = lines.slice(0, index).findLastIndex((line) => !/^ {6}\S/.test(line));
  return lines[above] === '    permissions:';
}

/** The job that may write runs nothing of the repository or of npm, which could misuse that. */
function releaseFaults(text: string, lines: readonly string[]): WorkflowFault[] {
  const faults = lines.flatMap((line, index) => {
    const runsOurs = /actions\/checkout|\b(?:npm|npx|node|bash|sh|curl)\b|secrets\./.test(line.replace(/#.*$/, ''));
    const isInJob = jobAround(lines, index) === 'publish';
    return isInJob && runsOurs ? [{ line: index + 1, message: 'the job that may write runs only what is kept' }] : [];
  });
  if (!TAGS_ONLY.test(text)) faults.push({ line: 1, message: 'a release begins with a tag and with nothing else' });
  return faults;
}
