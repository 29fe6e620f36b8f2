import { Trans, useLingui } from '@lingui/react/macro';
import { LOCALE_LIST } from '../../lib/i18n';
import type { LocalText } from '../../lib/localText';
import { Badge } from '../../ui/Badge';
import { DefinitionList } from '../../ui/DefinitionList';
import { Local } from '../../ui/Local';
import { Panel } from '../../ui/Panel';
import { FrozenNotice } from './DraftForm';
import type { Campaign } from './queries';

/** The details of a call that is no longer edited, to read. */
export function DetailsFacts({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const { summary, movement } = campaign;
  return (
    <div className="grid gap-6">
      <FrozenNotice />
      <Panel>
        <DefinitionList
          items={[
            { key: 'code', term: t`Code`, value: campaign.code },
            { key: 'name', term: t`Name of the call`, value: <EveryLanguage text={campaign.name} /> },
            ...(summary ? [{ key: 'summary', term: t`Summary`, value: <EveryLanguage text={summary} /> }] : []),
            { key: 'movement', term: t`Movement`, value: movement ? <Local text={movement.name} /> : t`None` },
            {
              key: 'blind',
              term: t`Judging`,
              value: campaign.blind_review ? t`Jurors do not see authors and units` : t`Jurors see authors and units`,
            },
            { key: 'sheets', term: t`Score sheets for each entry`, value: campaign.sheets_per_entry },
          ]}
        />
      </Panel>
    </div>
  );
}

/** The award categories of a call that is no longer edited, to read. */
export function CategoriesFacts({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-6">
      <FrozenNotice />
      {campaign.categories.map((category) => {
        const rubric = campaign.rubrics.find((one) => one.id === category.rubric_id);
        return (
          <Panel
            key={category.id}
            title={
              <>
                {category.code} · <Local text={category.name} />
              </>
            }
            actions={
              <Badge tone={category.statutory ? 'gold' : 'neutral'}>
                {category.statutory ? <Trans>Statutory title</Trans> : <Trans>In-house prize</Trans>}
              </Badge>
            }
          >
            <DefinitionList
              items={[
                { key: 'name', term: t`Name of the category`, value: <EveryLanguage text={category.name} /> },
                { key: 'award', term: t`Award, as the certificate says it`, value: <EveryLanguage text={category.award_name} /> },
                ...(category.summary ? [{ key: 'who', term: t`Who it is for`, value: <EveryLanguage text={category.summary} /> }] : []),
                { key: 'rubric', term: t`Rubric`, value: rubric ? <Local text={rubric.name} /> : t`None yet` },
              ]}
            />
          </Panel>
        );
      })}
    </div>
  );
}

/** A text in all the languages it has, one under the other. */
function EveryLanguage({ text }: { text: LocalText }) {
  return (
    <span className="grid gap-1">
      {LOCALE_LIST.map((locale) => {
        const words = text[locale];
        if (!words) return null;
        return (
          <span key={locale} className="grid grid-cols-[2rem_1fr]">
            <span aria-hidden="true" className="text-muted text-[0.85rem] uppercase">
              {locale}
            </span>
            <span lang={locale}>{words}</span>
          </span>
        );
      })}
    </span>
  );
}
