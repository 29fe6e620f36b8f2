"""The three forms of the ready-made calls: initiatives, replication, media.

Title, summary, authors with their shares and the unit are asked of every initiative and are not part of a form. Source
of the fields: Circular 18/2013 appendix I (application for recognition) and the usual description report.
"""

from exemplar.campaigns.forms import FieldKind, FileKind, FormDefinition, FormField, FormSection
from exemplar.campaigns.template_texts import Three, body, files, option, question

_DOMAINS = [
    option(
        "public_service",
        ("Dịch vụ công, cải cách hành chính", "Service public, réforme administrative", "Public service, administration"),
    ),
    option("heritage", ("Di sản, bảo tàng", "Patrimoine, musées", "Heritage, museums")),
    option("library", ("Thư viện, văn hóa cơ sở", "Bibliothèques, culture de proximité", "Libraries, grassroots culture")),
    option("performing_arts", ("Nghệ thuật biểu diễn", "Arts du spectacle", "Performing arts")),
    option("sport", ("Thể dục, thể thao", "Sport", "Sport")),
    option("tourism", ("Du lịch", "Tourisme", "Tourism")),
    option("press", ("Báo chí, truyền thông", "Presse, médias", "Press, media")),
    option("digital", ("Chuyển đổi số, quản trị", "Transformation numérique, gestion", "Digital transformation, management")),
]
_PROOF: Three = (
    "Ít nhất một tệp chứng minh việc áp dụng, ví dụ xác nhận của đơn vị. Không tải lên tài liệu mật.",
    "Au moins un fichier prouvant l’application, par exemple une attestation de l’unité. Pas de document classifié.",
    "At least one file that proves the use, for example a confirmation by the unit. No classified documents.",
)


def _section(key: str, title: Three, *fields: FormField, help_text: Three | None = None) -> FormSection:
    return FormSection(key=key, title=body(title), help=body(help_text) if help_text else None, fields=list(fields))


def _domain() -> FormField:
    return question(
        "domain",
        FieldKind.SINGLE_CHOICE,
        ("Lĩnh vực áp dụng", "Domaine d’application", "Field of application"),
        required=True,
        options=_DOMAINS,
    )


def _oath() -> FormField:
    return question(
        "oath",
        FieldKind.MULTIPLE_CHOICE,
        ("Cam kết", "Engagement", "Declaration"),
        required=True,
        confidential=True,
        options=[
            option("truthful", ("Nội dung trong hồ sơ là trung thực", "Le dossier est sincère", "What the dossier says is true")),
            option(
                "rights",
                (
                    "Đơn vị có quyền sử dụng các tệp đã tải lên",
                    "L’unité détient les droits sur les fichiers joints",
                    "The unit has the rights to the files it uploads",
                ),
            ),
        ],
    )


def _evidence() -> FormSection:
    everything = (FileKind.DOCUMENT, FileKind.IMAGE, FileKind.VIDEO, FileKind.AUDIO)
    return _section(
        "evidence",
        ("Minh chứng và cam kết", "Preuves et engagement", "Evidence and declaration"),
        files("proof", ("Minh chứng áp dụng", "Preuves d’application", "Proof of use"), _PROOF, *everything, max_files=20),
        question(
            "confidential_note",
            FieldKind.LONG_TEXT,
            ("Thông tin cần bảo mật (nếu có)", "Informations confidentielles (le cas échéant)", "Confidential information (if any)"),
            (
                "Không hiển thị trên trang trưng bày. Không nhập bí mật nhà nước.",
                "N’apparaît pas dans la vitrine. Pas de secret d’État.",
                "Not shown in the showcase. Never enter state secrets.",
            ),
            max_words=300,
            confidential=True,
        ),
        _oath(),
    )


def initiative_form() -> FormDefinition:
    """Return the form of the initiative award: context, solution, effect, replication, evidence."""
    return FormDefinition(sections=[_context(), _solution(), _effect(), _replication(), _evidence()])


def _context() -> FormSection:
    return _section(
        "context",
        ("Bối cảnh", "Contexte", "Context"),
        _domain(),
        question(
            "first_used_on",
            FieldKind.DATE,
            ("Ngày áp dụng lần đầu hoặc áp dụng thử", "Date de première application ou d’essai", "Date of first use or trial"),
            (
                "Lấy ngày sớm hơn.",
                "Indiquer la plus ancienne des deux.",
                "Give the earlier of the two.",
            ),
            required=True,
        ),
        question(
            "before",
            FieldKind.LONG_TEXT,
            ("Tình trạng trước khi áp dụng", "Situation antérieure", "Situation before"),
            (
                "Ưu điểm, hạn chế của cách làm cũ; số liệu gốc kèm thời điểm.",
                "Points forts et limites de l’ancienne pratique ; chiffres de départ et leur date.",
                "Strengths and limits of the earlier practice; baseline figures with their date.",
            ),
            required=True,
            max_words=500,
        ),
    )


def _solution() -> FormSection:
    return _section(
        "solution",
        ("Giải pháp", "Solution", "Solution"),
        question(
            "novelty",
            FieldKind.LONG_TEXT,
            ("Điểm mới", "Ce qui est nouveau", "What is new"),
            (
                "Nêu riêng điểm mới, chưa cần mô tả cách làm.",
                "Seulement la nouveauté ; la méthode vient ensuite.",
                "Only what is new; how it is done comes next.",
            ),
            required=True,
            max_words=300,
        ),
        question(
            "steps",
            FieldKind.LONG_TEXT,
            ("Các bước thực hiện", "Étapes de mise en œuvre", "How it is done, step by step"),
            required=True,
            max_words=900,
        ),
        question(
            "conditions",
            FieldKind.LONG_TEXT,
            ("Điều kiện cần thiết để áp dụng", "Conditions nécessaires", "What it takes"),
            (
                "Nhân lực, thiết bị, kinh phí.",
                "Personnel, équipement, budget.",
                "People, equipment, budget.",
            ),
            required=True,
            max_words=300,
        ),
    )


def _effect() -> FormSection:
    return _section(
        "effect",
        ("Hiệu quả", "Résultats", "Effect"),
        question(
            "benefit",
            FieldKind.LONG_TEXT,
            ("Lợi ích thu được", "Bénéfices obtenus", "Benefits"),
            (
                "Theo tác giả và theo người sử dụng. Nếu chưa đủ dữ liệu định lượng, hãy nói rõ.",
                "Selon l’auteur et selon les utilisateurs. S’il manque des chiffres, dites-le.",
                "As the author and the users see it. If figures are still missing, say so.",
            ),
            required=True,
            max_words=600,
        ),
        question(
            "measure",
            FieldKind.SHORT_TEXT,
            ("Chỉ số đo được", "Indicateur mesuré", "What was measured"),
            ("Ví dụ: số ngày giải quyết một hồ sơ.", "Exemple : jours pour traiter un dossier.", "For example: days to process a dossier."),
            max_length=160,
        ),
        question("measure_before", FieldKind.NUMBER, ("Giá trị trước", "Valeur avant", "Value before")),
        question("measure_after", FieldKind.NUMBER, ("Giá trị sau", "Valeur après", "Value after")),
        question(
            "savings",
            FieldKind.NUMBER,
            ("Kinh phí tiết kiệm mỗi năm", "Économie annuelle", "Money saved each year"),
            unit=body(("triệu đồng", "millions de dongs", "million dong")),
            minimum=0,
        ),
    )


def _replication() -> FormSection:
    return _section(
        "replication",
        ("Khả năng nhân rộng", "Reproductibilité", "Replication"),
        question(
            "scope",
            FieldKind.SINGLE_CHOICE,
            ("Phạm vi ảnh hưởng", "Champ d’influence", "Scope of influence"),
            required=True,
            options=[
                option("unit", ("Trong đơn vị", "Dans l’unité", "Within the unit")),
                option("sector", ("Trong ngành", "Dans le secteur", "Across the sector")),
                option("nation", ("Toàn quốc", "Dans tout le pays", "Nationwide")),
            ],
        ),
        question(
            "target_units",
            FieldKind.LONG_TEXT,
            ("Đơn vị có thể áp dụng", "Unités qui pourraient l’appliquer", "Units that could adopt it"),
            max_words=200,
        ),
    )


def replication_form() -> FormDefinition:
    """Return the form of the replication award: the model, who adopted it, the transfer kit, evidence."""
    model = _section(
        "model",
        ("Mô hình", "Modèle", "Model"),
        _domain(),
        question(
            "model_summary", FieldKind.LONG_TEXT, ("Nội dung mô hình", "Contenu du modèle", "The model"), required=True, max_words=500
        ),
    )
    adoption = _section(
        "adoption",
        ("Các đơn vị áp dụng", "Unités qui l’appliquent", "Adopting units"),
        question(
            "adopting_units",
            FieldKind.NUMBER,
            ("Số đơn vị đã áp dụng", "Nombre d’unités", "Number of adopting units"),
            ("Ít nhất hai đơn vị khác.", "Au moins deux autres unités.", "At least two other units."),
            required=True,
            minimum=2,
            maximum=10_000,
            unit=body(("đơn vị", "unités", "units")),
        ),
        question(
            "adoption_results",
            FieldKind.LONG_TEXT,
            ("Kết quả tại từng đơn vị", "Résultats par unité", "Results in each unit"),
            required=True,
            max_words=900,
        ),
        question(
            "sustained",
            FieldKind.LONG_TEXT,
            ("Duy trì sau sáu tháng", "Maintien après six mois", "After six months"),
            required=True,
            max_words=300,
        ),
    )
    kit = _section(
        "kit",
        ("Bộ tài liệu chuyển giao", "Dossier de transfert", "Transfer kit"),
        files(
            "kit_files",
            ("Tài liệu hướng dẫn", "Documents du guide", "Guide documents"),
            ("Hướng dẫn, biểu mẫu, dự toán.", "Guide, formulaires, devis.", "Guide, forms, cost estimate."),
            FileKind.DOCUMENT,
        ),
    )
    return FormDefinition(sections=[model, adoption, kit, _evidence()])


def media_form() -> FormDefinition:
    """Return the form of the media contest: the work itself, its story, rights and access."""
    work = _section(
        "work",
        ("Tác phẩm", "Œuvre", "The work"),
        question(
            "genre",
            FieldKind.SINGLE_CHOICE,
            ("Thể loại", "Genre", "Kind of work"),
            required=True,
            options=[
                option("clip", ("Clip tối đa 60 giây", "Vidéo de 60 secondes au plus", "Clip of at most 60 seconds")),
                option("podcast", ("Podcast", "Podcast", "Podcast")),
                option("infographic", ("Đồ họa thông tin", "Infographie", "Infographic")),
            ],
        ),
        files(
            "work_file",
            ("Tệp tác phẩm", "Fichier de l’œuvre", "File of the work"),
            ("Một tệp duy nhất.", "Un seul fichier.", "A single file."),
            FileKind.VIDEO,
            FileKind.AUDIO,
            FileKind.IMAGE,
            FileKind.DOCUMENT,
            max_files=1,
        ),
        question("message", FieldKind.LONG_TEXT, ("Thông điệp", "Message", "Message"), required=True, max_words=150),
        question("audience", FieldKind.SHORT_TEXT, ("Đối tượng", "Public visé", "Audience"), required=True, max_length=160),
    )
    access = _section(
        "access",
        ("Nguồn và tiếp cận", "Sources et accessibilité", "Sources and access"),
        question("sources", FieldKind.LONG_TEXT, ("Nguồn thông tin", "Sources", "Sources"), required=True, max_words=200),
        question(
            "transcript",
            FieldKind.LONG_TEXT,
            ("Lời thoại hoặc văn bản thay thế", "Transcription ou texte de remplacement", "Transcript or text alternative"),
            required=True,
            max_words=2_000,
        ),
        _oath(),
    )
    return FormDefinition(sections=[work, access])
