"""Synthetic publications, as many as asked, by SQL: believable lengths and spread, made of a small vocabulary.

Foreign keys are not checked while they are made, so the initiatives behind them need not exist: no read of the showcase
looks at those.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import asyncpg

COMMON_WORD = "trực"
"""Seven in ten publications hold it."""

_VOCABULARY = (
    "sổ tay mẫu lịch quy trình phòng khám bệnh viện trường học lớp thư viện bảo tàng nhà văn hóa cộng đồng di sản nghề gốm dệt "
    "lụa thổ cẩm múa rối hát then quan họ chèo cải lương lễ hội làng cổ phố đêm chợ nổi bản đồ số mã quét máy in lưu trữ kho dữ "
    "liệu thống kê báo cáo hồ sơ cấp phép một cửa trực tuyến tiếp dân phản ánh hướng dẫn viên du khách nước mặn rừng ngập biển "
    "đảo sông suối thủy lợi điện mặt trời tiết kiệm giấy rác nhựa tái chế ủ phân vườn rau sạch chăn nuôi cá lồng tôm lúa giống"
)
WORDS = _VOCABULARY.split()
CATEGORIES, LEAVES, BRANCHES = 12, 40, 4
_PARAGRAPHS = 2_000

_SCAFFOLD = f"""
CREATE FUNCTION bench_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ('0190' || lpad(to_hex(n), 8, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000' || lpad(to_hex(n), 12, '0'))::uuid
$$;
CREATE TABLE bench_paragraph AS
SELECT number, string_agg((ARRAY[{", ".join(f"'{word}'" for word in WORDS)}])[1 + floor(random() * {len(WORDS)})::int], ' ') AS words
FROM generate_series(0, {_PARAGRAPHS - 1}) number, generate_series(1, 40) word GROUP BY number;
ALTER TABLE bench_paragraph ADD PRIMARY KEY (number);
INSERT INTO unit (id, parent_id, code, name, sort_key, line)
SELECT bench_id(1, 0), NULL, 'B0', '{{"vi": "Bộ Văn hóa"}}'::jsonb, 'b0', ARRAY[bench_id(1, 0)];
INSERT INTO unit (id, parent_id, code, name, sort_key, line)
SELECT bench_id(1, n), bench_id(1, 0), 'B' || n, jsonb_build_object('vi', 'Khối ' || n), 'b' || n, ARRAY[bench_id(1, 0), bench_id(1, n)]
FROM generate_series(1, {BRANCHES}) n;
INSERT INTO unit (id, parent_id, code, name, sort_key, line)
SELECT bench_id(1, n), bench_id(1, 1 + n % {BRANCHES}), 'B' || n, jsonb_build_object('vi', 'Nhà hát số ' || n), 'b' || n,
    ARRAY[bench_id(1, 0), bench_id(1, 1 + n % {BRANCHES}), bench_id(1, n)]
FROM generate_series({BRANCHES + 1}, {BRANCHES + LEAVES}) n;
"""

_FILL = f"""
INSERT INTO publication (id, initiative_id, revision_id, campaign_id, category_id, unit_id, slug, state, title, title_sort,
    summary, unit_name, category_key, category_name, award_key, award_name, campaign_name, year, cover, media_kinds, story,
    search_text, published_at)
SELECT bench_id(2, n), bench_id(3, n), bench_id(4, n), bench_id(5, n % 3), bench_id(6, n % {CATEGORIES}), u.id, 'sang-kien-' || n,
    'published', t.title, lower(t.title ->> 'vi'), left(a.words, 160), u.name, 'hang-muc-' || n % {CATEGORIES},
    jsonb_build_object('vi', 'Hạng mục ' || n % {CATEGORIES}, 'fr', 'Catégorie', 'en', 'Category'),
    CASE WHEN n % 5 = 0 THEN 'giai-nhat' END,
    CASE WHEN n % 5 = 0 THEN '{{"vi": "Giải nhất", "fr": "Premier prix", "en": "First prize"}}'::jsonb END,
    jsonb_build_object('vi', 'Mô hình hay ' || 2024 + n % 3), 2024 + n % 3,
    jsonb_build_object('media_id', bench_id(7, n), 'kind', 'image', 'alt', left(b.words, 60), 'width', 1280, 'height', 853,
        'average_colour', '#7a5c3e', 'pictures', (SELECT jsonb_agg(jsonb_build_object('name', 'w' || w || '.' || kind, 'width', w,
            'content_type', 'image/' || kind)) FROM unnest(ARRAY[320, 640, 1280]) w, unnest(ARRAY['avif', 'webp']) kind)),
    CASE WHEN n % 4 = 0 THEN '["image", "video"]'::jsonb ELSE '["image"]'::jsonb END,
    jsonb_build_object('sections', jsonb_build_array(jsonb_build_object('title', '{{"vi": "Nội dung"}}'::jsonb, 'fields', jsonb_build_array(
        jsonb_build_object('label', '{{"vi": "Trước khi áp dụng"}}'::jsonb, 'kind', 'long_text',
            'value', a.words || ' ' || b.words, 'unit', NULL),
        jsonb_build_object('label', '{{"vi": "Hiệu quả"}}'::jsonb, 'kind', 'long_text',
            'value', c.words || ' ' || a.words, 'unit', NULL)))),
        'authors', '[{{"full_name": "Nguyễn Thị Lan", "unit_name": {{"vi": "Nhà hát"}}}}]'::jsonb, 'media', '[]'::jsonb),
    concat_ws(' ', t.title ->> 'vi', CASE WHEN n % 10 < 7 THEN '{COMMON_WORD}' END, a.words, b.words),
    '2024-01-01T00:00:00Z'::timestamptz + n * interval '5 minutes'
FROM generate_series($1::bigint, $2::bigint) n
JOIN bench_paragraph a ON a.number = n % {_PARAGRAPHS}
JOIN bench_paragraph b ON b.number = (n * 7 + 3) % {_PARAGRAPHS}
JOIN bench_paragraph c ON c.number = (n * 13 + 5) % {_PARAGRAPHS}
JOIN unit u ON u.id = bench_id(1, {BRANCHES + 1} + n % {LEAVES})
CROSS JOIN LATERAL (SELECT jsonb_build_object('vi', 'Sáng kiến ' || split_part(c.words, ' ', (n % 30)::int + 1) || ' '
    || left(b.words, 40) || ' ' || n,
    'fr', CASE WHEN n % 3 = 0 THEN 'Initiative ' || n END, 'en', CASE WHEN n % 3 = 0 THEN 'Initiative ' || n END) AS title) t
"""


async def fill(url: str, count: int, connections: int = 2) -> None:
    """Make ``count`` publications with their units in an empty, migrated database."""
    first = await asyncpg.connect(url)
    await first.execute(_SCAFFOLD)
    indexes = await first.fetch(
        "SELECT indexname AS name, indexdef AS definition FROM pg_indexes i WHERE tablename = 'publication' "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = i.indexname)"
    )
    for index in indexes:
        await first.execute(f"DROP INDEX {index['name']}")
    step = -(-count // connections)
    await asyncio.gather(*(_fill(url, start, min(count, start + step - 1)) for start in range(1, count + 1, step)))
    await asyncio.gather(*(_index(url, [index["definition"] for index in indexes[lane::connections]]) for lane in range(connections)))
    await first.execute("VACUUM (ANALYZE) publication")
    await first.execute("VACUUM (ANALYZE) unit")
    await first.close()


async def _fill(url: str, start: int, end: int) -> None:
    connection = await asyncpg.connect(url, server_settings={"session_replication_role": "replica", "synchronous_commit": "off"})
    await connection.execute(_FILL, start, end, timeout=300)
    await connection.close()


async def _index(url: str, definitions: Sequence[str]) -> None:
    connection = await asyncpg.connect(url, server_settings={"maintenance_work_mem": "256MB"})
    for definition in definitions:
        await connection.execute(definition, timeout=300)
    await connection.close()


def unit_id(number: int) -> UUID:
    """Return the id of a unit; 0 is the root, then come the branches, then the leaves."""
    return UUID(f"0190{number:08x}70018000{number:012x}")
