import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Role } from '../../api/session';

/** The roles as people call them. */
export const roleNames: Record<Role, MessageDescriptor> = {
  staff: msg`Staff member`,
  contributor: msg`Contributor`,
  lead: msg`Unit lead`,
  screener: msg`Screener`,
  juror: msg`Juror`,
  member: msg`Council member`,
  secretary: msg`Council secretary`,
  chair: msg`Council chair`,
  manager: msg`Call manager`,
  editor: msg`Editor`,
  auditor: msg`Auditor`,
  admin: msg`Administrator`,
};
