import type { Initiative } from './queries';

const ID = '01900000-0000-7000-8000-000000000001';

/** A draft for tests, with one section of two questions and one author. */
export function anInitiative(changes: Partial<Initiative> = {}): Initiative {
  return {
    id: ID,
    code: null,
    state: 'draft',
    version: 1,
    is_draft_view: true,
    campaign_id: ID,
    campaign_name: { vi: 'Mùa 2026' },
    category_id: ID,
    category_name: { vi: 'Sân khấu' },
    unit_id: ID,
    unit_name: { vi: 'Nhà hát Hoa Ban' },
    title: 'Vé giấy tái dùng',
    title_translations: null,
    summary: '',
    answers: {},
    authors: [
      {
        full_name: 'Nguyễn Thị Lan',
        job_title: '',
        unit_id: ID,
        unit_name: { vi: 'Nhà hát Hoa Ban' },
        share_hundredths: 10_000,
        account_id: ID,
        email: 'lan@example.test',
        confirmed_at: null,
      },
    ],
    attachments: [],
    form: {
      sections: [
        {
          key: 'what',
          title: { vi: 'Nội dung' },
          fields: [
            { key: 'problem', kind: 'long_text', label: { vi: 'Vấn đề' }, required: true },
            { key: 'saving', kind: 'number', label: { vi: 'Tiết kiệm' } },
          ],
        },
      ],
    },
    phases: [],
    decisions: [],
    revisions: [],
    current_revision_id: null,
    submitted_at: null,
    screened_at: null,
    withdrawn_at: null,
    resubmit_until: null,
    updated_at: '2026-11-20T08:00:00Z',
    open_actions: ['edit', 'submit'],
    ...changes,
  };
}
