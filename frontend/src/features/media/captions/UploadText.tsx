import { Trans, useLingui } from '@lingui/react/macro';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useProblemTexts } from '../../../api/problems';
import { Button } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import { Notice } from '../../../ui/Notice';
import { readText } from './readText';

interface UploadTextProps {
  language: string;
  /** Sends the words; throws what the server refuses. */
  onUpload: (text: string) => Promise<void>;
  /** More buttons beside that of the file. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A place to drop a WebVTT or SRT file on, with a button to choose one. */
export function UploadText({ language, onUpload, beside, children }: UploadTextProps) {
  const { t } = useLingui();
  const texts = useProblemTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined || isBusy) return;
    setBusy(true);
    setRefusal(null);
    try {
      const text = await readText(file, language);
      if (text === null) setRefusal(t`This file is too large for captions. At most 2 MB are taken.`);
      else await onUpload(text);
    } catch (problem) {
      setRefusal(texts.of(problem));
    } finally {
      setBusy(false);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={classes('grid gap-4 rounded-[14px]', isOver && 'outline-link outline-2 outline-offset-4 outline-dashed')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={onDrop}
    >
      <div className="flex flex-wrap gap-2">
        <Button icon="upload" busy={isBusy} onClick={() => input.current?.click()}>
          <Trans>Upload VTT or SRT</Trans>
        </Button>
        {beside}
        <input
          ref={input}
          type="file"
          className="sr-text"
          tabIndex={-1}
          aria-hidden="true"
          accept=".vtt,.srt,text/vtt,application/x-subrip"
          data-upload="captions"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = '';
          }}
        />
      </div>
      {refusal !== null && (
        <Notice tone="bad" live>
          {refusal}
        </Notice>
      )}
      {children}
    </div>
  );
}
