import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Local } from '../../ui/Local';
import { KIND_NAMES } from './kindNames';
import { type FacetValue, facetsQuery, type PublicationFacets } from './queries';
import { chosen, countChosen, type FilterName, type MediaKind, type ShowcaseSearch, toggled } from './search';

interface FiltersProps {
  search: ShowcaseSearch;
  onChange: (search: ShowcaseSearch) => void;
}

const SHOWN_AT_FIRST = 6;
const INDENTS = ['', 'ps-5', 'ps-10', 'ps-14'];

/** The filters beside the list; on phones a sheet as high as the screen. */
export function Filters({ search, onChange, total }: FiltersProps & { total: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const count = countChosen(search);
  return (
    <>
      <div className="lg:hidden">
        <Button icon="settings" className="w-full" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {count === 0 ? <Trans>Filters</Trans> : <Trans>Filters ({count})</Trans>}
        </Button>
        <Sheet isOpen={isOpen} onClose={() => setOpen(false)} total={total}>
          <Groups search={search} onChange={onChange} />
        </Sheet>
      </div>
      <div className="panel hidden p-4 empty:hidden! lg:block">
        <Groups search={search} onChange={onChange} />
      </div>
    </>
  );
}

function Sheet({ isOpen, onClose, total, children }: { isOpen: boolean; onClose: () => void; total: ReactNode; children: ReactNode }) {
  const { t } = useLingui();
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && !sheet.current?.open) sheet.current?.showModal();
    if (!isOpen && sheet.current?.open) sheet.current.close();
  }, [isOpen]);
  return (
    <dialog ref={sheet} aria-label={t`Filters`} onClose={onClose} className="bg-paper text-ink m-0 h-dvh max-h-none w-screen max-w-none">
      <div className="grid h-full grid-rows-[auto_1fr_auto]">
        <div className="border-line flex items-center justify-between border-b px-4 py-2">
          <h2>
            <Trans>Filters</Trans>
          </h2>
          <IconButton icon="close" label={t`Close`} onClick={onClose} />
        </div>
        <div className="overflow-y-auto px-4 py-3">{isOpen && children}</div>
        <div className="border-line border-t p-4">
          <Button kind="primary" className="w-full" onClick={onClose}>
            <Trans context="list">Show</Trans> {total}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

function Groups({ search, onChange }: FiltersProps) {
  const { t, i18n } = useLingui();
  const query = useQuery(facetsQuery(search));
  const facets = query.data;
  if (facets === undefined && query.isError) return null;
  if (facets === undefined) return <div className="skeleton h-64" aria-hidden="true" />;
  const groups: { name: FilterName; title: string; values: FacetValue[] }[] = [
    { name: 'kind', title: t`Type`, values: facets.kinds },
    { name: 'category', title: t`Category`, values: facets.categories },
    { name: 'award', title: t`Award`, values: facets.awards },
    { name: 'unit', title: t({ message: 'Unit', context: 'organisation' }), values: facets.units },
    { name: 'year', title: t`Year`, values: facets.years },
    { name: 'campaign', title: t`Call`, values: facets.campaigns },
  ];
  const wordFor = (name: FilterName, value: FacetValue): ReactNode => {
    if (value.label !== null) return <Local text={value.label} />;
    const kind = name === 'kind' ? KINDS.find((known) => known === value.value) : undefined;
    return kind === undefined ? value.value : i18n._(KIND_NAMES[kind]);
  };
  return (
    <div className="grid gap-5">
      {groups.map((group) => (
        <Group key={group.name} {...group} facets={facets} search={search} onChange={onChange} wordFor={wordFor} />
      ))}
      {countChosen(search) > 0 && (
        <Button icon="close" onClick={() => onChange(withoutFilters(search))}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </div>
  );
}

const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'document'];

function withoutFilters({ q, sort }: ShowcaseSearch): ShowcaseSearch {
  return { ...(q !== undefined && { q }), ...(sort !== undefined && { sort }) };
}

interface GroupProps extends FiltersProps {
  name: FilterName;
  title: string;
  values: FacetValue[];
  facets: PublicationFacets;
  wordFor: (name: FilterName, value: FacetValue) => ReactNode;
}

function Group({ name, title, values, facets, search, onChange, wordFor }: GroupProps) {
  const [isWhole, setWhole] = useState(false);
  const on = chosen(search, name);
  // A filter with nothing to choose between is noise, unless it is on and must be seen to be taken off.
  if (values.length < 2 && on.length === 0) return null;
  const isLong = values.length > SHOWN_AT_FIRST + 1;
  const shown = isLong && !isWhole ? values.filter((value, index) => index < SHOWN_AT_FIRST || on.includes(value.value)) : values;
  const more = values.length - shown.length;
  return (
    <fieldset>
      <legend className="mb-0.5 font-semibold">{title}</legend>
      {shown.map((value) => (
        <label key={value.value} className={classes('choice', INDENTS[Math.min(value.depth, INDENTS.length - 1)])}>
          <input
            type="checkbox"
            name={name}
            value={value.value}
            checked={on.includes(value.value)}
            onChange={() => onChange(toggled(search, name, value.value))}
          />
          <span className="min-w-0 flex-1">{wordFor(name, value)}</span>
          <span className="text-muted text-[0.94rem] tabular-nums">
            {value.count}
            {facets.is_capped && '+'}
          </span>
        </label>
      ))}
      {more > 0 && (
        <Button kind="plain" onClick={() => setWhole(true)}>
          <Plural value={more} one="# more" other="# more" />
        </Button>
      )}
    </fieldset>
  );
}
