import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../lib/paths';
import { StatusBadge } from '../../ui/Badge';
import { Button, buttonClass } from '../../ui/Button';
import { DateTime } from '../../ui/DateTime';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { type Column, Table } from '../../ui/Table';
import { phoneSheets } from './phoneTable';
import type { Decision } from './queries';
import { RevokeDialog } from './RevokeDialog';

/** What was published, with the certificates. */
export function Released({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useLingui();
  const [revoking, setRevoking] = useState<Decision>();
  if (decisions.length === 0) {
    return (
      <EmptyState title={t`No decision has been released yet`}>
        <Trans>Released decisions stand here, each with its certificate.</Trans>
      </EmptyState>
    );
  }
  const columns: Column<Decision>[] = [
    {
      key: 'initiative',
      heading: t`Initiative`,
      cell: (decision) => (
        <>
          <span lang="vi">{decision.title}</span>
          <span className="text-muted block text-[0.94rem] font-normal">
            {decision.code} · <Local text={decision.unit} />
          </span>
        </>
      ),
    },
    { key: 'outcome', heading: t`Outcome`, cell: (decision) => <Outcome decision={decision} /> },
    {
      key: 'released',
      heading: t`Released`,
      cell: (decision) => <span className="sm:whitespace-nowrap">{decision.released_at && <DateTime value={decision.released_at} />}</span>,
    },
    { key: 'certificate', heading: t`Certificate`, cell: (decision) => <CertificateCell decision={decision} onRevoke={setRevoking} /> },
  ];
  return (
    <>
      <div className={phoneSheets}>
        <Table caption={t`Released decisions`} hideCaption columns={columns} rows={decisions} keyOf={(decision) => decision.id} />
      </div>
      <RevokeDialog decision={revoking} onClose={() => setRevoking(undefined)} />
    </>
  );
}

function Outcome({ decision }: { decision: Decision }) {
  if (!decision.recognised) {
    return (
      <StatusBadge tone="neutral">
        <Trans>Not recognised</Trans>
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone="gold">
      <Local text={decision.award} />
    </StatusBadge>
  );
}

function CertificateCell({ decision, onRevoke }: { decision: Decision; onRevoke: (decision: Decision) => void }) {
  const { t } = useLingui();
  const { certificate } = decision;
  if (certificate === null) {
    return (
      <span className="text-muted">
        <Trans>none</Trans>
      </span>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
      <Link {...paths.certificate(certificate.code)} className={buttonClass('plain', 'tabular-nums whitespace-nowrap')}>
        {certificate.number}
      </Link>
      {certificate.state === 'revoked' && (
        <StatusBadge tone="bad">
          <Trans>Revoked</Trans>
        </StatusBadge>
      )}
      {certificate.open_actions.includes('revoke') && (
        <Button kind="danger" className="whitespace-nowrap" aria-label={t`Revoke ${certificate.number}`} onClick={() => onRevoke(decision)}>
          <Trans>Revoke</Trans>
        </Button>
      )}
    </div>
  );
}
