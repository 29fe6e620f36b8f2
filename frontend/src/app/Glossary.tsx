import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { EmptyState } from '../ui/EmptyState';
import { Panel } from '../ui/Panel';
import { type Column, Table } from '../ui/Table';
import { TextField } from '../ui/TextField';
import words from './glossary.json';

type Word = (typeof words)[number];

const COLUMNS: readonly Column<Word>[] = (['vi', 'fr', 'en'] as const).map((language) => ({
  key: language,
  heading: { vi: 'Tiếng Việt', fr: 'Français', en: 'English' }[language],
  cell: (word: Word) => <span lang={language}>{word[language]}</span>,
}));

/** The words of emulation and commendation, side by side in three languages. */
export function Glossary() {
  const { t } = useLingui();
  const [wanted, setWanted] = useState('');
  const found = words.filter((word) => Object.values(word).some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase())));
  return (
    <Panel title={<Trans>What do the words mean?</Trans>}>
      <div className="grid gap-4">
        <TextField
          name="word"
          type="search"
          label={t`Find a word`}
          optional={false}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {found.length === 0 ? (
          <EmptyState title={t`No such word here`} />
        ) : (
          <Table caption={t`Glossary`} hideCaption asSheets columns={COLUMNS} rows={found} keyOf={(word) => word.vi} />
        )}
      </div>
    </Panel>
  );
}
