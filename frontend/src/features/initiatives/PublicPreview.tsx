import { Trans, useLingui } from '@lingui/react/macro';
import type { Schemas } from '../../api/client';
import { DefinitionList } from '../../ui/DefinitionList';
import { Local } from '../../ui/Local';
import { Answer, Files, hasAnswer } from './Answers';

interface PublicPreviewProps {
  content: Schemas['PublicContent'];
  form: Schemas['FormDefinition'];
}

/** The entry as the public would meet it if it is honoured: nothing confidential, no shares. */
export function PublicPreview({ content, form }: PublicPreviewProps) {
  const { t } = useLingui();
  const fields = (form.sections ?? []).flatMap((section) => section.fields ?? []).filter((field) => hasAnswer(content.answers[field.key]));
  return (
    <details className="panel p-5">
      <summary className="min-h-11 cursor-pointer content-center font-semibold">
        <Trans>See it as the public would</Trans>
      </summary>
      <div className="grid gap-5 pt-4">
        <h2 className="font-display text-2xl">{content.title || t`Without a title yet`}</h2>
        <p className="text-muted">
          {content.authors.map((author) => author.full_name).join(', ')} · <Local text={content.unit_name} />
        </p>
        <Files files={content.attachments} />
        <p className="max-w-[68ch] text-lg whitespace-pre-line">{content.summary}</p>
        <DefinitionList
          items={fields.map((field) => ({
            key: field.key,
            term: <Local text={field.label} />,
            value: <Answer field={field} value={content.answers[field.key]} />,
          }))}
        />
      </div>
    </details>
  );
}
