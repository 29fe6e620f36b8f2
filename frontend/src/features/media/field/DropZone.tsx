import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ChangeEvent, type DragEvent, type ReactNode, useState } from 'react';
import { useLocale } from '../../../lib/i18n';
import type { MediaKind } from '../../../lib/slots';
import { buttonClass } from '../../../ui/Button';
import { classes } from '../../../ui/classes';
import type { ControlWiring } from '../../../ui/FieldFrame';
import { Icon } from '../../../ui/Icon';

interface DropZoneProps {
  wiring: ControlWiring;
  accept: string;
  kinds: readonly MediaKind[];
  isMultiple: boolean;
  onFiles: (files: File[]) => void;
}

/** Where files are dropped or chosen. The browser's own file control speaks the browser's language, so it is hidden and its label shown. */
export function DropZone({ wiring, accept, kinds, isMultiple, onFiles }: DropZoneProps) {
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
      <span className="contents">
        <input {...wiring} type="file" accept={accept} multiple={isMultiple} className="sr-text peer" onChange={takenBy(onFiles)} />
        <label htmlFor={wiring.id} className={buttonClass('quiet', FOCUS)}>
          <Icon name="upload" />
          {isMultiple ? <Trans>Choose files</Trans> : <Trans>Choose a file</Trans>}
        </label>
      </span>
      {hasCamera() && (
        <span className="grid basis-full grid-cols-2 gap-2 sm:contents">
          <Cameras id={wiring.id} kinds={kinds} onFiles={onFiles} />
        </span>
      )}
      <span className="text-muted hidden text-[0.94rem] sm:inline">
        <Trans>or drop them here</Trans>
      </span>
      <Taken kinds={kinds} />
    </div>
  );
}

/** Says what kinds of files this field takes. */
function Taken({ kinds }: { kinds: readonly MediaKind[] }) {
  const { i18n, t } = useLingui();
  const list = new Intl.ListFormat(useLocale(), { type: 'disjunction' }).format(kinds.map((kind) => i18n._(TAKEN[kind])));
  return <span className="text-muted basis-full text-sm">{t`Takes: ${list}`}</span>;
}

const TAKEN: Record<MediaKind, MessageDescriptor> = {
  image: msg`photos and other pictures`,
  video: msg`films`,
  audio: msg`sound recordings`,
  document: msg`PDF, Word, Excel, PowerPoint and subtitles`,
};

const FOCUS = 'peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-link';

function takenBy(onFiles: (files: File[]) => void): (event: ChangeEvent<HTMLInputElement>) => void {
  return ({ target }) => {
    onFiles([...(target.files ?? [])]);
    target.value = '';
  };
}

/** Phones and tablets open their camera when asked; other devices would only open the chooser once more. */
function hasCamera(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(hover: none) and (pointer: coarse)').matches;
}

function Cameras({ id, kinds, onFiles }: { id: string; kinds: readonly MediaKind[]; onFiles: (files: File[]) => void }) {
  return (
    <>
      {kinds.includes('image') && (
        <Camera id={`${id}-photo`} accept="image/jpeg" icon="image" onFiles={onFiles}>
          <Trans>Take a photo</Trans>
        </Camera>
      )}
      {kinds.includes('video') && (
        <Camera id={`${id}-film`} accept="video/*" icon="video" onFiles={onFiles}>
          <Trans>Film now</Trans>
        </Camera>
      )}
      {kinds.includes('audio') && (
        <Camera id={`${id}-sound`} accept="audio/*" icon="audio" onFiles={onFiles}>
          <Trans>Record now</Trans>
        </Camera>
      )}
    </>
  );
}

interface CameraProps {
  id: string;
  accept: string;
  icon: MediaKind;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

function Camera({ id, accept, icon, onFiles, children }: CameraProps) {
  return (
    <span className="contents">
      <input id={id} type="file" accept={accept} capture="environment" className="sr-text peer" onChange={takenBy(onFiles)} />
      <label htmlFor={id} className={buttonClass('quiet', FOCUS)}>
        <Icon name={icon} />
        {children}
      </label>
    </span>
  );
}
