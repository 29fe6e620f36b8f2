import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { holds, type Role, type SessionAccount } from '../api/session';
import { paths } from '../lib/paths';
import type { IconName } from '../ui/Icon';

/** One way to go. `roles`: who sees it; absent: everyone. The order is the order on screen. */
const ENTRIES = [
  { target: paths.showcase(), label: msg`Showcase`, icon: 'star' },
  { target: paths.calls(), label: msg`Calls`, icon: 'calendar' },
  { target: paths.myInitiatives(), label: msg`My initiatives`, icon: 'edit', roles: ['contributor', 'lead'] },
  { target: paths.screening(), label: msg`Screening`, icon: 'list', roles: ['screener'] },
  { target: paths.jury(), label: msg`Jury`, icon: 'check', roles: ['juror'] },
  { target: paths.manage(), label: msg`Manage`, icon: 'settings', roles: ['manager'] },
  { target: paths.audit(), label: msg`Audit`, icon: 'eye', roles: ['auditor'] },
  { target: paths.council(), label: msg`Council`, icon: 'ballot', roles: ['member', 'secretary', 'chair', 'manager', 'auditor'] },
  { target: paths.awards(), label: msg`Awards`, icon: 'award', roles: ['manager', 'secretary', 'chair'] },
  { target: paths.people(), label: msg`People`, icon: 'users', roles: ['admin', 'manager', 'auditor'] },
  { target: paths.units(), label: msg`Units`, icon: 'home', roles: ['admin'] },
  { target: paths.operations(), label: msg`Operations`, icon: 'settings', roles: ['admin'] },
] as const satisfies readonly { target: { to: string }; label: MessageDescriptor; icon: IconName; roles?: readonly Role[] }[];

export type NavigationEntry = (typeof ENTRIES)[number];

/** What the bar at the foot of a phone holds; the rest waits behind "More". */
export const PHONE_PLACES = 4;

/** Returns the ways that are open to the person. The server decides again at every door. */
export function navigationFor(account: SessionAccount | null | undefined): NavigationEntry[] {
  return ENTRIES.filter((entry) => !('roles' in entry) || holds(account, ...entry.roles));
}

/** Parts the ways between the phone's bar and its "More": with one too many, the last place becomes "More" itself. */
export function phoneNavigation(entries: readonly NavigationEntry[]): { bar: NavigationEntry[]; more: NavigationEntry[] } {
  if (entries.length <= PHONE_PLACES) return { bar: [...entries], more: [] };
  return { bar: entries.slice(0, PHONE_PLACES - 1), more: entries.slice(PHONE_PLACES - 1) };
}
