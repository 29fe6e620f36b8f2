import { type ComponentType, createContext, type ReactNode, useContext } from 'react';
import type { FocalPoint } from './focalPoint';
import type { LocalText } from './localText';

/** The kinds of file the platform knows. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** One file as a reader sees it. */
export interface MediaItem {
  mediaId: string;
  kind: MediaKind;
  fileName: string;
  caption?: string | null;
  altText?: string | null;
  facts?: MediaFacts;
  /** Where its published files lie, ending in "/"; without it they are asked of the API. */
  base?: string | null;
  /** The pictures that were made, where the borrower knows them. */
  pictures?: readonly { name: string; width: number | null }[];
  /** The name of the document that can be read or saved, where the borrower knows it. */
  document?: string | null;
}

/** Where a reader comes in: at a file, at so many seconds of it. */
export interface MediaStart {
  mediaId?: string;
  seconds?: number;
}

/** What is known of a file besides its name; everything may be missing. */
export interface MediaFacts {
  width: number | null;
  height: number | null;
  averageColour: string | null;
  durationMs: number | null;
  pageCount: number | null;
  sizeBytes: number | null;
  /** 800 peaks from 0 to 255. */
  waveform: readonly number[] | null;
  blurhash?: string | null;
  focalPoint?: FocalPoint | null;
}

/** What a form field has in common, whoever draws it. */
export interface SlotFieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
}

/**
 * Components that one feature lends to others, by name. The owner exports them from its `slots.ts`, `app` gathers them,
 * and a borrower asks `const MediaField = useSlot('MediaField')`. Features so stay strangers to each other.
 */
export interface SlotProps {
  /** media: choose, upload and order files; `details` draws the borrower's own fields (caption, rights) under each file. */
  MediaField: SlotFieldProps & {
    accept: readonly MediaKind[];
    maxFiles?: number;
    value: readonly string[];
    onChange: (mediaIds: string[]) => void;
    details?: (mediaId: string) => ReactNode;
    /** The unit that hands the files in; the person's own first unit where it is not said. */
    unitId?: string;
    campaignId?: string;
  };
  /** media: show files large, with players and captions. */
  MediaGallery: { items: readonly MediaItem[] };
  /** media: one file large, the others to choose from below it. */
  MediaStage: { items: readonly MediaItem[]; start?: MediaStart };
  /** media: one picture of the file, cut to the box it stands in. */
  MediaThumbnail: { item: MediaItem; eager?: boolean };
  /** units: choose one unit. */
  UnitField: SlotFieldProps & { value: string | null; onChange: (unitId: string | null) => void };
  /** accounts: find and choose one person. */
  PersonField: SlotFieldProps & { value: string | null; onChange: (accountId: string | null) => void };
  /** campaigns: a rubric as people read it. */
  RubricView: { rubricVersionId: string };
  /** initiatives: a submitted initiative as this reader may see it. */
  InitiativeContent: { initiativeId: string; title?: LocalText };
  /** review: what the jury says to an entry's authors, once it is released. */
  Feedback: { initiativeId: string };
  /** media: files of a handed-in initiative that are the same as others, or look, sound or read like them; of `mediaIds` alone where given. */
  Lookalikes: { initiativeId: string; mediaIds?: readonly string[] };
  /** media: what the jury of a blind campaign must not learn of an entry, to be masked or left; nothing where the review is open. */
  RedactionChecklist: { initiativeId: string };
  /** audit: what happened to one thing. */
  History: { type: string; id: string };
}

export type SlotName = keyof SlotProps;

/** What one feature lends. */
export type Slots = { [Name in SlotName]?: ComponentType<SlotProps[Name]> };

const SlotsContext = createContext<Slots>({});

/** Gives the gathered components to the whole app. */
export const SlotsProvider = SlotsContext.Provider;

const Nothing = () => null;

/** Borrows a component; it draws nothing where its owner has not lent it. */
export function useSlot<Name extends SlotName>(name: Name): ComponentType<SlotProps[Name]> {
  const slots: Slots = useContext(SlotsContext);
  return slots[name] ?? Nothing;
}
