import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type MediaRead, mediaQuery } from '../queries';
import { uploadServer } from '../server';
import { isSamePlace, type Place, type Remembered } from '../upload/memory';
import type { Entry } from '../upload/UploadList';
import { memory, uploads, useUploads } from '../uploads';
import { useIsLive, useNews } from './useNews';

/** What a field shows besides the files that are its value. */
interface Handover {
  /** Uploads on their way to this field. */
  entries: readonly Entry[];
  /** Uploads begun on this device that need their file once more. */
  unfinished: readonly Remembered[];
  /** Files that the server has looked at and not taken; shown until somebody has read why. */
  refused: readonly MediaRead[];
  /** The files of the value, as far as the server has told. */
  files: ReadonlyMap<string, MediaRead>;
  isUnreachable: boolean;
  /** Files of the value that needed no sending: the unit had them, or they were in the list already. */
  spared: ReadonlyMap<string, Spared>;
  /** Replaces the value; two changes in one breath do not undo each other. */
  change: (alter: (ids: readonly string[]) => string[]) => void;
  /** Gives an unfinished upload up. */
  giveUp: (mediaId: string) => void;
  /** Shows a refused file no longer. */
  forget: (mediaId: string) => void;
}

/** Why a file that was chosen needed no sending. */
export type Spared = 'known' | 'twice';

const HERE_TO_STAY = new Set<MediaRead['state']>(['received', 'processing', 'ready']);
const ON_THEIR_WAY = new Set<MediaRead['state']>(['initiated', 'uploading']);
const WAIT_FOR_PEOPLE = new Set<MediaRead['state']>([...ON_THEIR_WAY, 'refused']);

/** Keeps one list while it holds the same files: borrowers make a new one at each drawing, and effects would never rest. */
function useSame(ids: readonly string[]): readonly string[] {
  const kept = useRef(ids);
  if (kept.current.join(' ') !== ids.join(' ')) kept.current = ids;
  return kept.current;
}

/** Brings files that have arrived into the value of their field, now or when its page is opened again, and takes refused ones out. */
export function useHandover(place: Place, given: readonly string[], onChange: (ids: string[]) => void): Handover {
  const value = useSame(given);
  const cache = useQueryClient();
  const all = useUploads();
  const entries = useMemo(() => all.filter((entry) => isSamePlace(entry.place, place)), [all, place]);
  const known = useMemo(() => new Set([...value, ...entries.map(({ upload }) => upload.view.mediaId)]), [value, entries]);
  const [kept, setKept] = useState(() => memory.at(place));
  const remembered = useMemo(() => kept.filter(({ mediaId }) => !known.has(mediaId)), [kept, known]);
  const isLive = useIsLive();
  const listed = useQuery(mediaQuery([...value, ...remembered.map(({ mediaId }) => mediaId)], isLive));
  const files = useMemo(() => new Map((listed.data ?? []).map((media) => [media.id, media])), [listed.data]);

  useNews(files.values());
  const [spared, setSpared] = useState<ReadonlyMap<string, Spared>>(new Map());

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

  const forget = useCallback((mediaId: string) => {
    memory.forget(mediaId);
    setKept((before) => before.filter((entry) => entry.mediaId !== mediaId));
  }, []);

  useEffect(() => {
    for (const { key, upload } of entries) {
      if (upload.view.state !== 'arrived' || upload.view.mediaId === null) continue;
      const { mediaId, isKnown } = upload.view;
      const isThere = latest.current.value.includes(mediaId);
      if (isKnown) setSpared((before) => new Map(before).set(mediaId, isThere ? 'twice' : 'known'));
      add(mediaId);
      uploads.remove(key);
      void cache.invalidateQueries({ queryKey: ['media-room'] });
      // A file that was continued is known from before, as one still on its way.
      void cache.invalidateQueries({ queryKey: ['media'] });
    }
  }, [entries, add, cache]);

  useEffect(() => {
    if (listed.data === undefined || listed.isPlaceholderData) return;
    for (const { mediaId } of remembered) {
      const state = files.get(mediaId)?.state;
      if (state !== undefined && WAIT_FOR_PEOPLE.has(state)) continue;
      if (state !== undefined && HERE_TO_STAY.has(state)) add(mediaId);
      forget(mediaId);
    }
  }, [listed.data, listed.isPlaceholderData, remembered, files, add, forget]);

  useEffect(() => {
    const gone = value.flatMap((id) => files.get(id) ?? []).filter(({ state }) => state === 'refused' || state === 'abandoned');
    if (gone.length === 0) return;
    // Remembered on this device, so that the reason is still there when the page is opened again.
    for (const { id, file_name, size_bytes } of gone)
      memory.note({ ...place, mediaId: id, fileName: file_name, sizeBytes: size_bytes, safeBytes: size_bytes, notedAt: Date.now() });
    setKept(memory.at(place));
    change((ids) => ids.filter((id) => !gone.some((media) => media.id === id)));
  }, [value, files, change, place]);

  return {
    entries,
    unfinished: remembered.filter(({ mediaId }) => ON_THEIR_WAY.has(files.get(mediaId)?.state ?? 'abandoned')),
    refused: remembered.flatMap(({ mediaId }) => files.get(mediaId) ?? []).filter(({ state }) => state === 'refused'),
    files,
    isUnreachable: listed.isError,
    spared,
    change,
    forget,
    giveUp: (mediaId) => {
      forget(mediaId);
      // If the server cannot be told now, its sweep finds the parts later.
      void uploadServer.cancel(mediaId).catch(() => undefined);
    },
  };
}
