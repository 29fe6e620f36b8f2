import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import type { LocalText } from '../../lib/localText';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { LocalTextField } from '../../ui/LocalTextField';
import { TextField } from '../../ui/TextField';
import { createUnit, renameUnit, useUnitChange } from './queries';
import type { Unit } from './tree';
import { UnitField } from './UnitField';

interface UnitDialogProps {
  /** The unit to rename; `null` to add one. */
  unit: Unit | null;
  /** Where a new unit goes unless another place is chosen. */
  parentId: string | null;
  onClose: () => void;
}

const CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

/** Adds a unit or renames one; the server asks for the password again. */
export function UnitDialog({ unit, parentId, onClose }: UnitDialogProps) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const [name, setName] = useState<LocalText>(unit?.name ?? { vi: '' });
  const [code, setCode] = useState('');
  const [parent, setParent] = useState(parentId);
  const [tries, setTries] = useState(0);
  const change = useUnitChange();
  const isTried = tries > 0;
  const nameError = isTried && name.vi.trim() === '' ? t`Please give the name in Vietnamese` : undefined;
  const codeError = isTried && unit === null && !CODE.test(code) ? t`Use capital letters, digits and hyphens` : undefined;
  const errors = [
    ...(nameError ? [{ field: 'name', message: nameError }] : []),
    ...(codeError ? [{ field: 'code', message: codeError }] : []),
    ...(change.isError ? [{ message: texts.of(change.error) }] : []),
  ];
  return (
    <Dialog isOpen title={unit ? <Trans>Rename the unit</Trans> : <Trans>Add a unit</Trans>} onClose={onClose}>
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          change.reset();
          if (name.vi.trim() === '' || (unit === null && !CODE.test(code))) return;
          const send = () => (unit ? renameUnit(unit.id, { name }) : createUnit({ code, name, parent_id: parent }));
          change.mutate(send, { onSuccess: onClose });
        }}
      >
        <ErrorSummary errors={errors} submitCount={tries} />
        <LocalTextField name="name" label={t`Name of the unit`} maxLength={300} value={name} error={nameError} onChange={setName} />
        {unit === null && (
          <>
            <TextField
              name="code"
              label={t`Code`}
              maxLength={40}
              autoComplete="off"
              value={code}
              error={codeError}
              onChange={(event) => setCode(event.target.value.toUpperCase())}
            />
            <UnitField name="parent" label={t`Part of`} optional value={parent} onChange={setParent} />
          </>
        )}
        <div>
          <Button type="submit" kind="primary" busy={change.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
