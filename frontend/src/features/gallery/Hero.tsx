import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button';

/** The band at the top of the showcase: what this is, and the search. */
export function Hero({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const { t } = useLingui();
  return (
    <section className="motif bg-brand text-on-brand border-gold relative isolate overflow-hidden border-b-[3px] [--focus:var(--gold)]">
      <div className="mx-auto w-full max-w-7xl px-4 py-9 sm:px-6 sm:py-12">
        <h1>
          <Trans>Good ideas, ready to be copied</Trans>
        </h1>
        <p className="mt-2 max-w-[68ch] text-lg">
          <Trans>See what works in every unit, look at the evidence, and take it home.</Trans>
        </p>
        <search className="no-print mt-6 block">
          <form
            key={text}
            className="flex max-w-2xl gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              onSearch(String(new FormData(event.currentTarget).get('q') ?? '').trim());
            }}
          >
            <label htmlFor="showcase-search" className="sr-text">
              <Trans>Search initiatives</Trans>
            </label>
            <input
              id="showcase-search"
              name="q"
              type="search"
              className="control text-ink min-w-0"
              defaultValue={text}
              maxLength={200}
              autoComplete="off"
              placeholder={t`Title, unit, keyword…`}
            />
            <Button type="submit" icon="search" className="bg-gold shrink-0 border-transparent text-[#2a1b04] hover:bg-[#e0b25a]">
              <Trans>Search</Trans>
            </Button>
          </form>
        </search>
      </div>
    </section>
  );
}
