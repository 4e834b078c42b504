import { createSignal } from 'solid-js';
import type { Account, OwnStatus } from '../../main/core/model/connected.ts';
import { attempt, tell } from '../attempt.ts';
import { bridge } from '../bridge.ts';
import { t } from '../i18n/index.ts';
import type { MenuEntry } from '../overlays/menu.ts';

const OFFERED = ['online', 'away', 'dnd'] as const satisfies OwnStatus[];
/** The menu shows nothing chosen while the status is unknown. */
const UNKNOWN = '';

type Known = { account: string; status: OwnStatus | null };
/** What the server has said, and a choice that it has not answered yet. */
const [known, setKnown] = createSignal<Known | null>(null);
const [chosen, setChosen] = createSignal<Known | null>(null);

/** Asks the server for the status of an account that can choose one. A failure leaves it unknown. */
export const lookAtOwnStatus = async ({ id, canSetStatus }: Account) => {
  if (!canSetStatus) return;
  const answer = await bridge.getOwnStatus({ account: id }).catch(() => null);
  // A choice that was made meanwhile is newer.
  if (answer?.ok && chosen() === null) setKnown({ account: id, status: answer.value.status });
};

/** Shows the choice at once, and takes it back when the server refuses; the toast then says why. */
export const chooseOwnStatus = async (account: string, status: OwnStatus) => {
  const choice = { account, status };
  setChosen(choice);
  const { ok } = await attempt(bridge.setOwnStatus(choice), { token: '', name: t('status.title') });
  if (ok) {
    setKnown(choice);
    tell(t(`status.said.${status}`));
  }
  // The answer to an older choice says nothing about a newer one.
  if (chosen() === choice) setChosen(null);
};

/** The status to show: a fresh choice, else what the server has said. Reactive. */
export const ownStatus = (account: string): OwnStatus | null => {
  const [fresh, said] = [chosen(), known()];
  if (fresh?.account === account) return fresh.status;
  return said?.account === account ? said.status : null;
};

/** The choice of the own status, where the server has one. */
export const statusEntries = ({ id, canSetStatus }: Account): MenuEntry[] =>
  canSetStatus
    ? [
        {
          id: 'status',
          kind: 'choice',
          label: t('status.title'),
          value: ownStatus(id) ?? UNKNOWN,
          options: OFFERED.map((value) => ({ value, label: t(`status.${value}`) })),
          onChoose: (value) => {
            const status = OFFERED.find((one) => one === value);
            if (status) void chooseOwnStatus(id, status);
          },
        },
        { id: 'status-line', kind: 'separator' },
      ]
    : [];
