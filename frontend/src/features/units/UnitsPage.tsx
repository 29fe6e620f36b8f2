import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../api/Loaded';
import { mayDo, useAccount } from '../../api/session';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { Button, IconButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Local } from '../../ui/Local';
import { Page } from '../../ui/Page';
import { PageHeading } from '../../ui/PageHeading';
import { Panel } from '../../ui/Panel';
import { unitsQuery } from './queries';
import { type Branch, treeOf, type Unit } from './tree';
import { UnitDialog } from './UnitDialog';

type Editing = { unit: Unit | null; parentId: string | null } | null;

/** The organisation as a tree; the administrator adds and renames. */
export function UnitsPage() {
  const { t } = useLingui();
  const account = useAccount();
  const query = useQuery(unitsQuery);
  const [editing, setEditing] = useState<Editing>(null);
  const mayEdit = mayDo(account, 'unit.edit');
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setEditing({ unit: null, parentId: null })}>
      <Trans>Add a unit</Trans>
    </Button>
  );
  return (
    <Page width="form">
      <PageHeading
        title={t`Units`}
        lead={t`The organisation as a tree. Conflicts of interest are found along its lines.`}
        actions={mayEdit && add}
      />
      <Loaded query={query}>
        {(units) =>
          units.length === 0 ? (
            <EmptyState title={t`No unit yet`}>
              <Trans>People hand initiatives in for their unit.</Trans>
            </EmptyState>
          ) : (
            <Panel>
              <Tree branches={treeOf(units)} onEdit={mayEdit ? setEditing : undefined} />
            </Panel>
          )
        }
      </Loaded>
      {editing && <UnitDialog {...editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function Tree({ branches, onEdit }: { branches: readonly Branch[]; onEdit: ((editing: Editing) => void) | undefined }) {
  return (
    <ul className="grid gap-1">
      {branches.map((branch) => (
        <li key={branch.unit.id}>
          <Row unit={branch.unit} onEdit={onEdit} />
          {branch.children.length > 0 && (
            <div className="border-line ml-2 border-l-2 pl-3 sm:ml-3 sm:pl-4">
              <Tree branches={branch.children} onEdit={onEdit} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ unit, onEdit }: { unit: Unit; onEdit: ((editing: Editing) => void) | undefined }) {
  const { t } = useLingui();
  const name = pick(unit.name, useLocale()).text;
  return (
    <div className="flex items-center justify-between gap-x-4 py-1">
      <p className="min-w-0">
        <Local text={unit.name} /> <span className="text-muted text-sm">{unit.code}</span>
      </p>
      {onEdit && (
        <span className="flex shrink-0 gap-1">
          <IconButton icon="edit" label={t`Rename ${name}`} onClick={() => onEdit({ unit, parentId: null })} />
          <IconButton icon="plus" label={t`Add a unit under ${name}`} onClick={() => onEdit({ unit: null, parentId: unit.id })} />
        </span>
      )}
    </div>
  );
}
