import { Trans } from '@lingui/react/macro';
import { type DragEvent, useState } from 'react';
import { buttonClass } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import type { ControlWiring } from '../../../ui/FieldFrame';
import { Icon } from '../../../ui/Icon';

interface DropZoneProps {
  wiring: ControlWiring;
  accept: string;
  isMultiple: boolean;
  onFiles: (files: File[]) => void;
}

/** Where files are dropped or chosen. The browser's own file control speaks the browser's language, so it is hidden and its label shown. */
export function DropZone({ wiring, accept, isMultiple, onFiles }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file control inside is the way for everyone
    <div
      className={classes(
        'relative flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border-2 border-dashed p-4',
        isOver ? 'border-link bg-info-soft' : 'border-control',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        {...wiring}
        type="file"
        accept={accept}
        multiple={isMultiple}
        className="sr-text peer"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <label
        htmlFor={wiring.id}
        className={buttonClass('quiet', 'peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-link')}
      >
        <Icon name="upload" />
        {isMultiple ? <Trans>Choose files</Trans> : <Trans>Choose a file</Trans>}
      </label>
      <span className="text-muted hidden text-[0.94rem] sm:inline">
        <Trans>or drop them here</Trans>
      </span>
    </div>
  );
}
