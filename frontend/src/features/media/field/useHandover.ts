import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type MediaRead, mediaQuery } from '../queries';
import { uploadServer } from '../server';
import { isSamePlace, type Place, type Remembered } from '../upload/memory';
import type { Entry } from '../upload/UploadList';
import { memory, uploads, useUploads } from '../uploads';

/** A file that the server has looked at and not taken. */
export interface RefusedMedia {
  key: string;
  media: MediaRead;
}

/** What a field shows besides the files that are its value. */
interface Handover {
  /** Uploads on their way to this field. */
  entries: readonly Entry[];
  /** Uploads begun on this device that need their file once more. */
  unfinished: readonly Remembered[];
  refused: readonly RefusedMedia[];
  /** The files of the value, as far as the server has told. */
  files: ReadonlyMap<string, MediaRead>;
  isUnreachable: boolean;
  /** Replaces the value; two changes in one breath do not undo each other. */
  change: (alter: (ids: readonly string[]) => string[]) => void;
  dismiss: (key: string) => void;
  /** Gives an unfinished upload up. */
  discard: (mediaId: string) => void;
}

const HERE_TO_STAY = new Set<MediaRead['state']>(['received', 'processing', 'ready']);
const ON_THEIR_WAY = new Set<MediaRead['state']>(['initiated', 'uploading']);

/** Brings files that have arrived into the value of their field, now or when its page is opened again, and takes refused ones out. */
export function useHandover(place: Place, value: readonly string[], onChange: (ids: string[]) => void): Handover {
  const all = useUploads();
  const entries = useMemo(() => all.filter((entry) => isSamePlace(entry.place, place)), [all, place]);
  const known = useMemo(() => new Set([...value, ...entries.map(({ upload }) => upload.view.mediaId)]), [value, entries]);
  const [kept, setKept] = useState(() => memory.at(place));
  const remembered = useMemo(() => kept.filter(({ mediaId }) => !known.has(mediaId)), [kept, known]);
  const listed = useQuery(mediaQuery([...value, ...remembered.map(({ mediaId }) => mediaId)]));
  const files = useMemo(() => new Map((listed.data ?? []).map((media) => [media.id, media])), [listed.data]);
  const [refused, setRefused] = useState<readonly RefusedMedia[]>([]);

  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  }, [value, onChange]);
  const { change, add } = useMemo(() => {
    const change: Handover['change'] = (alter) => {
      const next = alter(latest.current.value);
      latest.current = { ...latest.current, value: next };
      latest.current.onChange(next);
    };
    return { change, add: (id: string) => change((ids) => (ids.includes(id) ? [...ids] : [...ids, id])) };
  }, []);

  useEffect(() => {
    for (const { key, upload } of entries) {
      if (upload.view.state !== 'arrived' || upload.view.mediaId === null) continue;
      add(upload.view.mediaId);
      uploads.remove(key);
    }
  }, [entries, add]);

  useEffect(() => {
    if (listed.data === undefined || listed.isPlaceholderData) return;
    for (const { mediaId } of remembered) {
      const state = files.get(mediaId)?.state;
      if (state !== undefined && ON_THEIR_WAY.has(state)) continue;
      if (state !== undefined && HERE_TO_STAY.has(state)) add(mediaId);
      memory.forget(mediaId);
      setKept((before) => before.filter((entry) => entry.mediaId !== mediaId));
    }
  }, [listed.data, listed.isPlaceholderData, remembered, files, add]);

  useEffect(() => {
    const found = value.flatMap((id) => files.get(id) ?? []).filter(({ state }) => state === 'refused' || state === 'abandoned');
    if (found.length === 0) return;
    const gone = new Set(found.map(({ id }) => id));
    setRefused((before) => [...before, ...found.map((media) => ({ key: media.id, media }))]);
    change((ids) => ids.filter((id) => !gone.has(id)));
  }, [value, files, change]);

  return {
    entries,
    unfinished: remembered.filter(({ mediaId }) => ON_THEIR_WAY.has(files.get(mediaId)?.state ?? 'abandoned')),
    refused,
    files,
    isUnreachable: listed.isError,
    change,
    discard: (mediaId) => {
      memory.forget(mediaId);
      setKept((before) => before.filter((entry) => entry.mediaId !== mediaId));
      // If the server cannot be told now, its sweep finds the parts later.
      void uploadServer.cancel(mediaId).catch(() => undefined);
    },
    dismiss: (key) => setRefused((before) => before.filter((entry) => entry.key !== key)),
  };
}
