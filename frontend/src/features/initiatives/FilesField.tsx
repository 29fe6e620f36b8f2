import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useProblemTexts } from '../../api/problems';
import { useLocale } from '../../lib/i18n';
import { pick } from '../../lib/localText';
import { useSlot } from '../../lib/slots';
import { Checkbox } from '../../ui/Choices';
import { fieldId } from '../../ui/fieldId';
import { Notice } from '../../ui/Notice';
import { TextField } from '../../ui/TextField';
import { listedFiles } from './files';
import { type AttachmentDraft, changeFiles, type FormField, type Initiative, useInitiativeChange } from './queries';

type Files = Required<AttachmentDraft>[];
type Change = (files: Files) => AttachmentDraft[];

/** A question that is answered with files: the upload, and under each file its words and marks. */
export function FilesField({ initiative, field, error }: { initiative: Initiative; field: FormField; error: string | undefined }) {
  const MediaField = useSlot('MediaField');
  const texts = useProblemTexts();
  const locale = useLocale();
  const latest = useRef(initiative);
  latest.current = initiative;
  const waiting = useRef<Promise<unknown>>(Promise.resolve());
  const put = useInitiativeChange(async (change: Change) => {
    const before = waiting.current;
    const run = before.catch(() => undefined).then(() => changeFiles(latest.current, change));
    waiting.current = run;
    const fresh = await run;
    latest.current = fresh;
    return fresh;
  });
  const shown = initiative.attachments.filter((file) => file.field_key === field.key).map((file) => file.media_id);
  return (
    <div id={fieldId(`attachments.${field.key}`)} tabIndex={-1} className="grid gap-4">
      <MediaField
        name={`attachments.${field.key}`}
        label={pick(field.label, locale).text}
        {...(field.hint && { hint: pick(field.hint, locale).text })}
        {...(error && { error })}
        {...(field.max_files && { maxFiles: field.max_files })}
        optional={!field.required}
        accept={field.accept ?? []}
        unitId={initiative.unit_id}
        campaignId={initiative.campaign_id}
        value={shown}
        onChange={(ids) => put.mutate((files) => listedFiles(files, field.key, ids, shown))}
        details={(mediaId) => (
          <FileDetails
            key={mediaId}
            mediaId={mediaId}
            initiative={initiative}
            isConfidential={field.confidential ?? false}
            onChange={(change) => put.mutate(change)}
          />
        )}
      />
      {put.isError && (
        <Notice tone="bad" live>
          {texts.of(put.error)}
        </Notice>
      )}
    </div>
  );
}

interface FileDetailsProps {
  mediaId: string;
  initiative: Initiative;
  isConfidential: boolean;
  onChange: (change: Change) => void;
}

function FileDetails({ mediaId, initiative, isConfidential, onChange }: FileDetailsProps) {
  const { t } = useLingui();
  const file = initiative.attachments.find((one) => one.media_id === mediaId);
  const [caption, setCaption] = useState(file?.caption ?? '');
  const [altText, setAltText] = useState(file?.alt_text ?? '');
  if (!file) return null;
  const mark = (marks: Partial<AttachmentDraft>) =>
    onChange((files) =>
      files.map((one) => ({
        ...one,
        ...(one.media_id === mediaId && marks),
        ...(one.media_id !== mediaId && marks.is_cover && { is_cover: false }),
      })),
    );
  return (
    <div className="grid gap-3">
      {file.kind !== 'audio' && file.kind !== 'document' && (
        <TextField
          name={`alt-${mediaId}`}
          label={t`What can be seen, for those who cannot see it`}
          hint={t`It is read out to people who cannot see the picture, and needed before the public sees it. For example: “Two guides open the village gate at dawn.”`}
          optional={t`needed before publication`}
          maxLength={300}
          value={altText}
          onChange={(event) => setAltText(event.target.value)}
          onBlur={() => altText !== file.alt_text && mark({ alt_text: altText })}
        />
      )}
      <TextField
        name={`caption-${mediaId}`}
        label={t`Caption`}
        optional
        maxLength={300}
        value={caption}
        onChange={(event) => setCaption(event.target.value)}
        onBlur={() => caption !== file.caption && mark({ caption })}
      />
      <div className="flex flex-wrap items-center gap-x-6">
        {file.kind !== 'audio' && !isConfidential && (
          <Checkbox
            name={`cover-${mediaId}`}
            label={t`Cover of the initiative`}
            checked={file.is_cover}
            onChange={(event) => mark({ is_cover: event.target.checked })}
          />
        )}
        {isConfidential ? (
          <p className="text-muted text-sm">
            <Trans>Not shown to the public</Trans>
          </p>
        ) : (
          <Checkbox
            name={`confidential-${mediaId}`}
            label={t`Do not show it to the public`}
            checked={file.confidential}
            onChange={(event) => mark({ confidential: event.target.checked })}
          />
        )}
      </div>
    </div>
  );
}
