import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Schemas } from '../../../api/client';
import type { Tone } from '../../../ui/Badge';

type PartName = Schemas['PartName'];
type PartState = Schemas['PartState'];

export const partNames: Record<PartName, MessageDescriptor> = {
  database: msg`Database`,
  storage: msg`File store`,
  worker: msg`Worker`,
  room: msg`Room for work`,
  mail: msg({ message: 'E-mail', context: 'a part of the installation' }),
  films: msg`Films and sound`,
  antivirus: msg`Virus scanner`,
  office: msg`Office documents`,
  speech: msg`Speech recognition`,
};

export const partStates: Record<PartState, MessageDescriptor> = {
  fine: msg({ message: 'Working', context: 'a part of the installation' }),
  absent: msg({ message: 'Not set up', context: 'a part of the installation' }),
  failing: msg({ message: 'No answer', context: 'a part of the installation' }),
};

/** Where what fails is not that nobody answers. */
export const partFailures: Partial<Record<PartName, MessageDescriptor>> = {
  room: msg({ message: 'Too little', context: 'room on a disk' }),
};

export const partTones: Record<PartState, Tone> = { fine: 'ok', absent: 'neutral', failing: 'bad' };

/** What it means that a part is as it is; parts that cannot be so have no sentence. */
export const partSentences: Partial<Record<PartName, Partial<Record<PartState, MessageDescriptor>>>> = {
  database: { failing: msg`Nothing can be read or saved until it answers.` },
  storage: { failing: msg`Files can be neither sent nor opened until it answers. Nothing that has arrived is lost.` },
  worker: { failing: msg`None has been heard of for a minute. Files and e-mails wait; nothing is lost.` },
  room: {
    fine: msg`No file waits for room on the worker’s disk.`,
    failing: msg`These files do not fit on the worker’s disk now. They are tried again by themselves; a larger disk, or less on it, lets them through.`,
  },
  mail: { absent: msg`E-mails wait in the outbox.`, failing: msg`E-mails wait in the outbox and are sent when it answers.` },
  films: { fine: msg`ffmpeg is there.`, failing: msg`ffmpeg is missing. Films and sounds cannot be prepared.` },
  antivirus: {
    fine: msg`Files are scanned for viruses.`,
    absent: msg`Files are not scanned for viruses.`,
    failing: msg`New files wait until it answers.`,
  },
  office: {
    fine: msg`LibreOffice is there: office files can be looked at in the page.`,
    absent: msg`LibreOffice is not installed: office files can be downloaded, but not looked at in the page.`,
  },
  speech: { fine: msg`Captions can be drafted by machine.`, absent: msg`Captions are written by hand or uploaded.` },
};

export const laneNames: Record<string, MessageDescriptor> = {
  look: msg`Checking and pictures`,
  paper: msg`Documents`,
  film: msg`Films`,
  sound: msg`Sounds`,
  later: msg`Other qualities of films`,
  blind: msg`Copies for juries`,
  media: msg`Later tries, clean-up`,
  notifications: msg`E-mails and notices`,
  gallery: msg`Showcase`,
  awards: msg`Certificates`,
  accounts: msg`Accounts and roles`,
  campaigns: msg`Calls`,
  initiatives: msg({ message: 'Entries', context: 'a part of the work' }),
};

export const failureWords: Record<string, MessageDescriptor> = {
  EngineFailed: msg`The program that prepares files broke off.`,
  WorkerDied: msg`The worker was stopped several times while it was at work on this file.`,
  StorageUnavailable: msg`The file store did not answer.`,
  ScannerUnavailable: msg`The virus scanner did not answer.`,
  ObjectMissing: msg`Something it builds upon is gone from the file store.`,
  OSError: msg`The worker’s disk is full or cannot be written.`,
  TimeoutError: msg`It took longer than one file may take.`,
};

export const stepNames: Record<string, MessageDescriptor> = {
  pictures: msg`Sizes of the picture`,
  poster: msg`Still picture of the film`,
  film_sound: msg`Sound of the film`,
  play: msg`Film to play`,
  ladder: msg`Film in several qualities`,
  sprite: msg`Pictures of the seek bar`,
  listening: msg`Sound to play`,
  pages: msg`Pictures of the pages`,
  office_copy: msg`Office document as pages`,
  captions: msg`Captions`,
};

export const kindNames: Record<Schemas['MediaKind'], MessageDescriptor> = {
  image: msg({ message: 'Picture', context: 'a kind of file' }),
  video: msg({ message: 'Film', context: 'a kind of file' }),
  audio: msg({ message: 'Sound', context: 'a kind of file' }),
  document: msg({ message: 'Document', context: 'a kind of file' }),
};

export const categoryNames: Record<Schemas['SweepCategory'], MessageDescriptor> = {
  upload_unfinished: msg`Uploads that nobody finished`,
  work_lost: msg`Files whose work was forgotten`,
  parts_abandoned: msg`Parts of abandoned uploads`,
  original_unnamed: msg`Originals that belong to nothing`,
  original_missing: msg`Files whose original is gone`,
  original_returned: msg`Originals that have come back`,
  derivative_unnamed: msg`Copies that belong to nothing`,
  derivative_missing: msg`Copies that are gone`,
  published_unwanted: msg`Published copies that nobody shows`,
};

/** What mending means for each. */
export const mendingWords: Record<Schemas['SweepCategory'], MessageDescriptor> = {
  upload_unfinished: msg`given up after a week`,
  work_lost: msg`queued again`,
  parts_abandoned: msg`thrown away after a day`,
  original_unnamed: msg`removed after a day`,
  original_missing: msg`marked, so that the unit and you see it`,
  original_returned: msg`mark taken away`,
  derivative_unnamed: msg`removed after a day`,
  derivative_missing: msg`made again`,
  published_unwanted: msg({ message: 'removed', context: 'by a sweep' }),
};

export const faultSentences: Record<Schemas['SweepFault'], MessageDescriptor> = {
  storage_unavailable: msg`The file store did not answer to the end. The next run goes on.`,
  too_many_unnamed: msg`Most objects in the store belong to nothing we know. Nothing was removed: please see whether database and bucket belong together.`,
  too_many_missing: msg`Most originals are missing from the store. Nothing was marked: please see whether the right bucket is set.`,
  interrupted: msg`This run was broken off. What it had mended stays mended; the next run does the rest.`,
  broken: msg`This run broke off by a fault of ours. The log of the worker says more.`,
};
