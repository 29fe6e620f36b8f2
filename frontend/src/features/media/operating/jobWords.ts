import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { failureWords } from './operatingWords';

const PERIODIC = /\.periodic$/;

/** What each job does, in words. Those that run by the clock bear the same name with `.periodic` behind it. */
export const jobNames: Readonly<Record<string, MessageDescriptor>> = {
  'accounts.lapse_role_request': msg`Let a request for a role lapse`,
  'awards.render_certificate': msg`Make a certificate as PDF`,
  'campaigns.lapse_deadline_change': msg`Let a request for a later deadline lapse`,
  'campaigns.tell_of_deadline': msg`Tell those who run a call of its later deadline`,
  'gallery.follow_all_files': msg`Look which published files lack copies`,
  'gallery.follow_file': msg`Copy a file to where the showcase reads it`,
  'gallery.follow_file_later': msg`Look at a published file once more`,
  'gallery.make_share_card': msg`Make the picture for sharing a publication`,
  'gallery.remove_share_card': msg`Remove the picture for sharing a publication`,
  'gallery.sweep_published': msg`Remove published copies that nobody shows`,
  'gallery.tell_what_waits': msg`Tell who can help that pictures wait for words`,
  'initiatives.redaction': msg`Search an entry for names before a jury reads it`,
  'initiatives.tell_of_deadline': msg`Tell units of a later deadline`,
  'media.again': msg`Put a file in line once more`,
  'media.blind': msg`Make the copies of a file for a jury`,
  'media.hear': msg`Draft captions by machine`,
  'media.improve': msg`Make other qualities of a file`,
  'media.make': msg`Make a film or a sound ready to play`,
  'media.process': msg`Check a file and make its pictures`,
  'media.sweep': msg`Compare the file store with the database`,
  'notifications.send_mail': msg`Send an e-mail`,
  'notifications.send_waiting': msg`Send the e-mails that wait`,
  'worker.rescue': msg`Take over from workers that died`,
};

/** What sort of thing a job is about. */
export const subjectNames: Readonly<Record<string, MessageDescriptor>> = {
  campaign: msg({ message: 'Call', context: 'what a job is about' }),
  certificate: msg({ message: 'Certificate', context: 'what a job is about' }),
  change: msg({ message: 'Later deadline', context: 'what a job is about' }),
  initiative: msg({ message: 'Entry', context: 'what a job is about' }),
  mail: msg({ message: 'E-mail', context: 'what a job is about' }),
  media: msg({ message: 'File', context: 'what a job is about' }),
  publication: msg({ message: 'Publication', context: 'what a job is about' }),
  report: msg({ message: 'Check of the file store', context: 'what a job is about' }),
  request: msg({ message: 'Request for a role', context: 'what a job is about' }),
};

/** Returns the words for a job; nothing for one that only another version knows. */
export function wordsOfJob(name: string): MessageDescriptor | undefined {
  return jobNames[name.replace(PERIODIC, '')];
}

/** Returns the words for a kind of error of our own, given as `module.Class`; those of others mean too many things. */
export function wordsOfError(error: string): MessageDescriptor | undefined {
  const [module, name = ''] = [error.split('.')[0], error.split('.').at(-1)];
  return module === 'exemplar' ? failureWords[name] : undefined;
}
