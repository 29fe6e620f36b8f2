"""The three rubrics of the ready-made calls: initiatives, replication, media. Each adds up to 100 points."""

from exemplar.campaigns.rubrics import Band, Criterion, RubricDefinition
from exemplar.campaigns.template_texts import Three, body

_STRONG: Three = (
    "Rõ ràng, có bằng chứng kiểm chứng được.",
    "Clair, avec des preuves vérifiables.",
    "Clear, with evidence that can be checked.",
)
_FAIR: Three = (
    "Đạt yêu cầu, bằng chứng còn một phần chưa đầy đủ.",
    "Satisfaisant, preuves en partie incomplètes.",
    "Meets the requirement; part of the evidence is missing.",
)
_WEAK: Three = (
    "Chưa đạt hoặc chưa có bằng chứng.",
    "Insuffisant ou sans preuve.",
    "Falls short, or has no evidence.",
)


def _criterion(key: str, name: Three, hint: Three, maximum: int, *, floor: int | None = None, bands: list[Band] | None = None) -> Criterion:
    return Criterion(key=key, name=body(name), hint=body(hint), maximum=maximum, floor=floor, bands=bands or _thirds(maximum))


def _thirds(maximum: int) -> list[Band]:
    """Return three bands: the best 30 %, the part above one half, and the rest."""
    strong, fair = maximum * 7 // 10 + 1, maximum // 2
    return [
        Band(from_points=strong, to_points=maximum, text=body(_STRONG)),
        Band(from_points=fair, to_points=strong - 1, text=body(_FAIR)),
        Band(from_points=0, to_points=fair - 1, text=body(_WEAK)),
    ]


_NOVELTY_BANDS = [
    Band(
        from_points=27,
        to_points=30,
        text=body(
            (
                "Hoàn toàn mới, chưa từng được công bố.",
                "Entièrement nouveau, jamais divulgué.",
                "Entirely new and never made public.",
            )
        ),
    ),
    Band(
        from_points=21,
        to_points=26,
        text=body(
            (
                "Mới so với ngành, cải tiến lớn.",
                "Nouveau pour le secteur, amélioration majeure.",
                "New to the sector, a major improvement.",
            )
        ),
    ),
    Band(
        from_points=15,
        to_points=20,
        text=body(
            (
                "Mới trong phạm vi đơn vị.",
                "Nouveau au sein de l’unité.",
                "New within the unit.",
            )
        ),
    ),
    Band(
        from_points=1,
        to_points=14,
        text=body(
            (
                "Cải tiến nhỏ từ giải pháp đã có.",
                "Petite amélioration d’une solution existante.",
                "A small improvement of a known solution.",
            )
        ),
    ),
    Band(
        from_points=0,
        to_points=0,
        text=body(
            (
                "Trùng với giải pháp đã có.",
                "Identique à une solution existante.",
                "The same as a known solution.",
            )
        ),
    ),
]


def _novelty() -> Criterion:
    return _criterion(
        "novelty",
        ("Tính mới", "Nouveauté", "Novelty"),
        (
            "So với cách làm trước đó tại đơn vị và trong ngành.",
            "Par rapport aux pratiques antérieures de l’unité et du secteur.",
            "Compared with earlier practice in the unit and the sector.",
        ),
        30,
        floor=15,
        bands=_NOVELTY_BANDS,
    )


def initiative_rubric() -> RubricDefinition:
    """Return R1: novelty 30, applicability and replication 30, effect 30 (each with a floor of 15), evidence 10; pass at 70 %."""
    return RubricDefinition(
        pass_percent=70,
        criteria=[
            _novelty(),
            _criterion(
                "applicability",
                ("Khả năng áp dụng và nhân rộng", "Applicabilité et reproductibilité", "Applicability and replication"),
                (
                    "Đơn vị khác có thể làm theo với điều kiện thông thường không?",
                    "Une autre unité peut-elle l’appliquer dans des conditions ordinaires ?",
                    "Can another unit do the same under ordinary conditions?",
                ),
                30,
                floor=15,
            ),
            _criterion(
                "effect",
                ("Hiệu quả", "Efficacité", "Effectiveness"),
                (
                    "Kết quả trước và sau, có số liệu và người xác nhận.",
                    "Résultats avant et après, chiffrés et confirmés.",
                    "Results before and after, with figures that somebody confirms.",
                ),
                30,
                floor=15,
            ),
            _criterion(
                "evidence",
                ("Minh chứng và trình bày", "Preuves et présentation", "Evidence and presentation"),
                (
                    "Hồ sơ đầy đủ, dễ hiểu, minh chứng rõ nguồn.",
                    "Dossier complet, clair, preuves sourcées.",
                    "A complete and clear dossier; evidence with its source.",
                ),
                10,
            ),
        ],
    )


def replication_rubric() -> RubricDefinition:
    """Return R2: results 35, units 25, transfer kit 20, sustainability 20; pass at 65 %."""
    return RubricDefinition(
        pass_percent=65,
        criteria=[
            _criterion(
                "results",
                ("Kết quả tại đơn vị áp dụng", "Résultats dans les unités qui l’appliquent", "Results in the adopting units"),
                (
                    "Số liệu do đơn vị áp dụng báo cáo và xác nhận.",
                    "Chiffres communiqués et confirmés par ces unités.",
                    "Figures reported and confirmed by those units.",
                ),
                35,
            ),
            _criterion(
                "units",
                ("Số và loại đơn vị áp dụng", "Nombre et diversité des unités", "Number and kinds of adopting units"),
                (
                    "Nhiều đơn vị, thuộc các loại hình khác nhau.",
                    "Plusieurs unités, de types différents.",
                    "Several units, of different kinds.",
                ),
                25,
            ),
            _criterion(
                "kit",
                ("Bộ tài liệu chuyển giao", "Dossier de transfert", "Transfer kit"),
                (
                    "Hướng dẫn từng bước, biểu mẫu, chi phí, điều kiện.",
                    "Guide pas à pas, formulaires, coûts, conditions.",
                    "Step-by-step guide, forms, costs, conditions.",
                ),
                20,
            ),
            _criterion(
                "sustainability",
                ("Tính bền vững", "Durabilité", "Sustainability"),
                (
                    "Vẫn được dùng sau ít nhất sáu tháng.",
                    "Toujours en usage après au moins six mois.",
                    "Still in use after at least six months.",
                ),
                20,
            ),
        ],
    )


def media_rubric() -> RubricDefinition:
    """Return R3: accuracy 25 (floor 15), clarity 25, creativity 20, audience 15, access 15; pass at 60 %."""
    return RubricDefinition(
        pass_percent=60,
        criteria=[
            _criterion(
                "accuracy",
                ("Chính xác", "Exactitude", "Accuracy"),
                ("Thông tin đúng, có nguồn.", "Informations exactes et sourcées.", "Correct information with its source."),
                25,
                floor=15,
            ),
            _criterion(
                "clarity",
                ("Dễ hiểu", "Clarté", "Clarity"),
                ("Người không chuyên cũng hiểu.", "Compréhensible par un non-spécialiste.", "Understandable to a layperson."),
                25,
            ),
            _criterion(
                "creativity",
                ("Sáng tạo", "Créativité", "Creativity"),
                ("Cách kể, hình ảnh, âm thanh riêng.", "Récit, image et son originaux.", "A story, pictures and sound of its own."),
                20,
            ),
            _criterion(
                "audience",
                ("Phù hợp đối tượng", "Adaptation au public", "Fit for the audience"),
                ("Đúng người, đúng kênh, đúng độ dài.", "Bon public, bon canal, bonne durée.", "Right people, channel and length."),
                15,
            ),
            _criterion(
                "access",
                ("Tiếp cận", "Accessibilité", "Accessibility"),
                (
                    "Có phụ đề, văn bản thay thế, độ tương phản tốt.",
                    "Sous-titres, textes de remplacement, bon contraste.",
                    "Captions, text alternatives, good contrast.",
                ),
                15,
            ),
        ],
    )
