import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../api/Loaded';
import { ProblemPanel } from '../../../api/ProblemPanel';
import { useLocale } from '../../../lib/i18n';
import { pick } from '../../../lib/localText';
import { formatBytes } from '../../../lib/sizes';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Panel } from '../../../ui/Panel';
import { type Column, Table } from '../../../ui/Table';
import { type Quota, quotaCallsQuery, quotasQuery, quotaUnitsQuery, removeQuota, storageUseQuery } from './operatingQueries';
import { kindNames } from './operatingWords';
import { QuotaDialog } from './QuotaDialog';

type Asked = { what: 'add' } | { what: 'change' | 'remove'; quota: Quota };

/** How much room units have: the rows that say so, and what holds where there is none. */
export function QuotasPanel() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Panel
      title={<Trans>Limits of room</Trans>}
      actions={
        <Button kind="primary" icon="plus" onClick={() => setAsked({ what: 'add' })}>
          <Trans>Add a limit</Trans>
        </Button>
      }
    >
      <div className="grid gap-4">
        <Default />
        <Loaded query={useQuery(quotasQuery)}>
          {(quotas) =>
            quotas.length > 0 && (
              <QuotaTable
                quotas={quotas}
                onChange={(quota) => setAsked({ what: 'change', quota })}
                onRemove={(quota) => setAsked({ what: 'remove', quota })}
              />
            )
          }
        </Loaded>
      </div>
      <QuotaDialog
        isOpen={asked?.what === 'add' || asked?.what === 'change'}
        quota={asked && 'quota' in asked ? asked.quota : null}
        onClose={close}
      />
      <RemoveDialog quota={asked?.what === 'remove' ? asked.quota : null} onClose={close} />
    </Panel>
  );
}

function Default() {
  const locale = useLocale();
  const use = useQuery(storageUseQuery);
  if (use.data === undefined) return null;
  const limit = formatBytes(use.data.max_unit_bytes, locale);
  return (
    <p className="text-muted max-w-[68ch]">
      <Trans>
        A unit may keep {limit} of files, unless a limit says otherwise. A unit’s own limit replaces that for every unit; limits of a kind
        or a call hold beside it. What has arrived stays, whatever the limit.
      </Trans>
    </p>
  );
}

/** Returns a function that says whom a limit is for. */
function usePlaceName(): (quota: Quota) => string {
  const { t } = useLingui();
  const locale = useLocale();
  const units = useQuery(quotaUnitsQuery);
  const calls = useQuery(quotaCallsQuery);
  const named = (id: string, things: readonly { id: string; name: { vi: string } }[] | undefined) => {
    const found = things?.find((thing) => thing.id === id);
    return found ? pick(found.name, locale).text : id.slice(-6);
  };
  return ({ unit_id: unitId, campaign_id: callId }) => {
    if (unitId !== null) return named(unitId, units.data);
    if (callId === null) return t`Every unit`;
    const call = named(callId, calls.data);
    return t`Every unit, for ${call}`;
  };
}

interface QuotaTableProps {
  quotas: readonly Quota[];
  onChange: (quota: Quota) => void;
  onRemove: (quota: Quota) => void;
}

function QuotaTable({ quotas, onChange, onRemove }: QuotaTableProps) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const placeOf = usePlaceName();
  const kindOf = ({ kind }: Quota) => (kind ? i18n._(kindNames[kind]) : t`All files together`);
  const columns: Column<Quota>[] = [
    { key: 'whom', heading: t`For`, cell: placeOf },
    { key: 'kind', heading: t`Of`, cell: kindOf },
    { key: 'limit', heading: t`Limit`, cell: (quota) => formatBytes(quota.max_bytes, locale), isNumber: true },
    {
      key: 'acts',
      heading: <span className="sr-text">{t`Acts`}</span>,
      cell: (quota) => {
        const about = `${placeOf(quota)}, ${kindOf(quota)}`;
        return (
          <span className="flex flex-wrap gap-2 sm:justify-end">
            <Button icon="edit" aria-label={t`Change: ${about}`} onClick={() => onChange(quota)}>
              <Trans>Change</Trans>
            </Button>
            <Button kind="danger" icon="trash" aria-label={t`Remove: ${about}`} onClick={() => onRemove(quota)}>
              <Trans>Remove</Trans>
            </Button>
          </span>
        );
      },
    },
  ];
  return (
    <div className="max-sm:[&_tbody_.number]:text-start!">
      <Table caption={t`Limits of room`} hideCaption asSheets columns={columns} rows={quotas} keyOf={(quota) => quota.id} />
    </div>
  );
}

function RemoveDialog({ quota, onClose }: { quota: Quota | null; onClose: () => void }) {
  const { t } = useLingui();
  const removing = useMutation(removeQuota(useQueryClient()));
  const close = () => {
    removing.reset();
    onClose();
  };
  return (
    <Dialog
      isOpen={quota !== null}
      title={t`Remove this limit`}
      onClose={close}
      actions={
        <>
          <Button kind="danger" busy={removing.isPending} onClick={() => quota && removing.mutate(quota, { onSuccess: close })}>
            <Trans>Remove</Trans>
          </Button>
          <Button onClick={close}>
            <Trans>Keep it</Trans>
          </Button>
        </>
      }
    >
      {removing.isError && <ProblemPanel problem={removing.error} />}
      <p>
        <Trans>The more general limit holds from then on.</Trans>
      </p>
    </Dialog>
  );
}
