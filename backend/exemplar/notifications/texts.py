"""The sentences of mails, in three languages. Placeholders are facts: codes, titles, dates; never somebody else's data."""

TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "initiative_submitted": {
        "vi": (
            "Đã nhận sáng kiến {code}",
            "Chúng tôi đã nhận sáng kiến “{title}”.\nMã biên nhận: {receipt}\nXem tiến độ: {link}",
        ),
        "fr": (
            "Initiative {code} bien reçue",
            "Nous avons bien reçu l’initiative « {title} ».\nNuméro de récépissé : {receipt}\nSuivi : {link}",
        ),
        "en": (
            "Initiative {code} received",
            "We have received the initiative “{title}”.\nReceipt: {receipt}\nFollow it here: {link}",
        ),
    },
    "author_named": {
        "vi": (
            "Bạn được ghi tên là tác giả",
            (
                "Bạn vừa được ghi tên là tác giả của sáng kiến “{title}”.\n"
                "Nếu đúng, xin xem và xác nhận tỉ lệ đóng góp của bạn tại: {link}\n"
                "Nếu không đúng, xin đừng xác nhận và báo cho đơn vị đã ghi tên bạn hoặc người phụ trách đợt xét để được gỡ tên. "
                "Người được ghi tên là tác giả không chấm và không bỏ phiếu về sáng kiến đó."
            ),
        ),
        "fr": (
            "Vous êtes cité(e) comme auteur",
            (
                "Vous venez d’être cité(e) comme auteur de l’initiative « {title} ».\n"
                "Si c’est exact, vérifiez et confirmez votre part ici : {link}\n"
                "Sinon, ne confirmez pas et signalez-le à l’unité qui vous a cité(e) ou au responsable de l’appel, "
                "qui feront retirer votre nom. Un auteur cité n’évalue pas l’initiative et ne vote pas à son sujet."
            ),
        ),
        "en": (
            "You were named as an author",
            (
                "You have just been named as an author of the initiative “{title}”.\n"
                "If that is right, please look at your share and confirm it here: {link}\n"
                "If it is not, do not confirm, and tell the unit that named you or the manager of the call, "
                "so that your name is taken off. A named author neither reviews the initiative nor votes on it."
            ),
        ),
    },
    "initiative_returned": {
        "vi": ("Sáng kiến {code} cần bổ sung", "Sáng kiến “{title}” được trả lại để bổ sung.\nLý do: {reason}\nSửa tại: {link}"),
        "fr": (
            "Initiative {code} à compléter",
            "L’initiative « {title} » vous est renvoyée pour complément.\nMotif : {reason}\nÀ corriger ici : {link}",
        ),
        "en": (
            "Initiative {code} needs changes",
            "The initiative “{title}” has been returned for changes.\nReason: {reason}\nEdit it here: {link}",
        ),
    },
    "initiative_accepted": {
        "vi": (
            "Sáng kiến {code} đủ điều kiện",
            "Sáng kiến “{title}” đã đủ điều kiện và được chuyển sang chấm điểm.\nXem tiến độ: {link}",
        ),
        "fr": ("Initiative {code} recevable", "L’initiative « {title} » est recevable et passe à l’évaluation.\nSuivi : {link}"),
        "en": (
            "Initiative {code} accepted",
            "The initiative “{title}” is eligible and goes on to review.\nFollow it here: {link}",
        ),
    },
    "initiative_refused": {
        "vi": (
            "Sáng kiến {code} không đủ điều kiện",
            "Sáng kiến “{title}” không đủ điều kiện.\nLý do: {reason}\nXem tại: {link}",
        ),
        "fr": (
            "Initiative {code} non recevable",
            "L’initiative « {title} » n’est pas recevable.\nMotif : {reason}\nDétails : {link}",
        ),
        "en": (
            "Initiative {code} not eligible",
            "The initiative “{title}” is not eligible.\nReason: {reason}\nSee it here: {link}",
        ),
    },
    "review_assigned": {
        "vi": ("Có sáng kiến chờ chấm điểm", "Bạn được phân công chấm {count} sáng kiến.\nBắt đầu tại: {link}"),
        "fr": ("Des initiatives à évaluer", "{count} initiative(s) vous sont confiées pour évaluation.\nCommencer ici : {link}"),
        "en": ("Initiatives to review", "{count} initiative(s) have been assigned to you for review.\nStart here: {link}"),
    },
    "session_convened": {
        "vi": ("Mời họp hội đồng", "Bạn được mời dự phiên họp “{title}” lúc {held_at}.\nChương trình họp: {link}"),
        "fr": ("Convocation du conseil", "Vous êtes convoqué(e) à la séance « {title} » le {held_at}.\nOrdre du jour : {link}"),
        "en": ("Council meeting", "You are invited to the meeting “{title}” on {held_at}.\nAgenda: {link}"),
    },
    "session_moved": {
        "vi": (
            "Phiên họp hội đồng có thay đổi",
            "Phiên họp “{title}” có thay đổi.\nThời gian: {held_at}\nĐịa điểm: {place}\nChương trình họp: {link}",
        ),
        "fr": (
            "Séance du conseil modifiée",
            "La séance « {title} » a été modifiée.\nDate et heure : {held_at}\nLieu : {place}\nOrdre du jour : {link}",
        ),
        "en": (
            "Council meeting changed",
            "The meeting “{title}” has been changed.\nWhen: {held_at}\nWhere: {place}\nAgenda: {link}",
        ),
    },
    "deadline_change_requested": {
        "vi": (
            "Đề nghị gia hạn cần xác nhận",
            (
                "Có đề nghị gia hạn “{phase}” của “{campaign}” từ {closes_before} đến {closes_at}.\n"
                "Lý do: {reason}\nXác nhận hoặc từ chối tại: {link}"
            ),
        ),
        "fr": (
            "Prolongation à confirmer",
            (
                "Une prolongation est demandée pour « {phase} » de « {campaign} », du {closes_before} au {closes_at}.\n"
                "Motif : {reason}\nConfirmer ou refuser ici : {link}"
            ),
        ),
        "en": (
            "A later deadline needs your confirmation",
            (
                "Somebody asks to move the deadline of “{phase}” in “{campaign}” from {closes_before} to {closes_at}.\n"
                "Reason: {reason}\nConfirm or decline it here: {link}"
            ),
        ),
    },
    "deadline_change_declined": {
        "vi": (
            "Đề nghị gia hạn không được xác nhận",
            (
                "Đề nghị gia hạn “{phase}” của “{campaign}” đến {closes_at} không được xác nhận. Thời hạn vẫn là {closes_before}.\n"
                "Lý do đã nêu: {reason}\nXem tại: {link}"
            ),
        ),
        "fr": (
            "Prolongation refusée",
            (
                "La prolongation de « {phase} » de « {campaign} » jusqu’au {closes_at} a été refusée. "
                "Le délai reste fixé au {closes_before}.\n"
                "Motif de la demande : {reason}\nDétails : {link}"
            ),
        ),
        "en": (
            "The later deadline was declined",
            (
                "The request to move the deadline of “{phase}” in “{campaign}” to {closes_at} was declined. It stays {closes_before}.\n"
                "Reason given: {reason}\nSee it here: {link}"
            ),
        ),
    },
    "deadline_change_lapsed": {
        "vi": (
            "Đề nghị gia hạn đã hết hiệu lực",
            (
                "Chưa có ai xác nhận đề nghị gia hạn “{phase}” của “{campaign}” đến {closes_at}. Thời hạn vẫn là {closes_before}.\n"
                "Lý do đã nêu: {reason}\nXem tại: {link}"
            ),
        ),
        "fr": (
            "Demande de prolongation expirée",
            (
                "Personne n’a confirmé à temps la prolongation de « {phase} » de « {campaign} » jusqu’au {closes_at}. "
                "Le délai reste fixé au {closes_before}.\nMotif de la demande : {reason}\nDétails : {link}"
            ),
        ),
        "en": (
            "The request for a later deadline has lapsed",
            (
                "Nobody confirmed in time that the deadline of “{phase}” in “{campaign}” moves to {closes_at}. It stays {closes_before}.\n"
                "Reason given: {reason}\nSee it here: {link}"
            ),
        ),
    },
    "deadline_extended": {
        "vi": (
            "Gia hạn: {campaign}",
            "Thời hạn “{phase}” của “{campaign}” được gia hạn từ {closes_before} đến {closes_at}.\nLý do: {reason}\nXem tại: {link}",
        ),
        "fr": (
            "Délai prolongé : {campaign}",
            "Le délai « {phase} » de « {campaign} » est prolongé du {closes_before} au {closes_at}.\nMotif : {reason}\nDétails : {link}",
        ),
        "en": (
            "Deadline extended: {campaign}",
            (
                "The deadline of “{phase}” in “{campaign}” has moved from {closes_before} to {closes_at}.\n"
                "Reason: {reason}\nSee it here: {link}"
            ),
        ),
    },
    "role_requested": {
        "vi": (
            "Đề nghị giao vai trò cần xác nhận",
            "Có đề nghị giao vai trò “{role}”.\nLý do: {reason}\nXác nhận hoặc từ chối trước {lapses_at} tại: {link}",
        ),
        "fr": (
            "Attribution d’un rôle à confirmer",
            "Le rôle « {role} » est demandé pour une personne.\nMotif : {reason}\nConfirmer ou refuser avant le {lapses_at} : {link}",
        ),
        "en": (
            "A role needs your confirmation",
            "Somebody asks to give the role “{role}”.\nReason: {reason}\nConfirm or decline it before {lapses_at}: {link}",
        ),
    },
    "role_request_confirmed": {
        "vi": (
            "Vai trò đã được xác nhận",
            "Đề nghị giao vai trò “{role}” của bạn đã được xác nhận.\nLý do đã nêu: {reason}\nXem tại: {link}",
        ),
        "fr": (
            "Rôle confirmé",
            "Votre demande d’attribution du rôle « {role} » a été confirmée.\nMotif de la demande : {reason}\nDétails : {link}",
        ),
        "en": (
            "The role was confirmed",
            "Your request to give the role “{role}” was confirmed.\nReason given: {reason}\nSee it here: {link}",
        ),
    },
    "role_request_declined": {
        "vi": (
            "Đề nghị giao vai trò không được xác nhận",
            "Đề nghị giao vai trò “{role}” của bạn không được xác nhận.\nLý do đã nêu: {reason}\nXem tại: {link}",
        ),
        "fr": (
            "Attribution d’un rôle refusée",
            "Votre demande d’attribution du rôle « {role} » a été refusée.\nMotif de la demande : {reason}\nDétails : {link}",
        ),
        "en": (
            "The role was declined",
            "Your request to give the role “{role}” was declined.\nReason given: {reason}\nSee it here: {link}",
        ),
    },
    "role_request_lapsed": {
        "vi": (
            "Đề nghị giao vai trò đã hết hiệu lực",
            "Chưa có ai kịp xác nhận đề nghị giao vai trò “{role}” trước {lapses_at}.\nLý do đã nêu: {reason}\nXem tại: {link}",
        ),
        "fr": (
            "Demande de rôle expirée",
            "Personne n’a confirmé le rôle « {role} » avant le {lapses_at}.\nMotif de la demande : {reason}\nDétails : {link}",
        ),
        "en": (
            "The request for a role has lapsed",
            "Nobody confirmed the role “{role}” before {lapses_at}.\nReason given: {reason}\nSee it here: {link}",
        ),
    },
    "award_released": {
        "vi": ("Chúc mừng: {award}", "Sáng kiến “{title}” được công nhận: {award}.\nGiấy chứng nhận: {link}"),
        "fr": ("Félicitations : {award}", "L’initiative « {title} » est distinguée : {award}.\nCertificat : {link}"),
        "en": ("Congratulations: {award}", "The initiative “{title}” has been awarded: {award}.\nCertificate: {link}"),
    },
    "pictures_wait": {
        "vi": (
            "Có ảnh đang chờ lời mô tả",
            (
                "Sáng kiến “{title}” đã có trong mục trưng bày. Còn {count} ảnh chưa có lời mô tả nên chưa hiện ra: "
                "người không nhìn thấy ảnh sẽ nghe lời mô tả này.\nXin viết lời mô tả tại: {link}"
            ),
        ),
        "fr": (
            "Des photos attendent une description",
            (
                "L’initiative « {title} » est dans la vitrine. Il lui manque {count} photo(s), qui attendent une description : "
                "c’est elle qu’entendent les personnes qui ne voient pas la photo.\nÀ décrire ici : {link}"
            ),
        ),
        "en": (
            "Photos wait for a description",
            (
                "The initiative “{title}” is in the showcase. Photos that wait for a description are not shown yet: {count}. "
                "People who cannot see a photo hear its description.\nDescribe them here: {link}"
            ),
        ),
    },
    "initiative_not_recognised": {
        "vi": (
            "Kết quả xét sáng kiến {code}",
            (
                "Cảm ơn đơn vị và các tác giả đã gửi sáng kiến “{title}”. Lần này sáng kiến chưa được công nhận; "
                "đơn vị có thể hoàn thiện thêm và gửi lại trong đợt sau.\n"
                "Nhận xét của ban giám khảo có tại trang này khi được công bố: {link}"
            ),
        ),
        "fr": (
            "Résultat pour l’initiative {code}",
            (
                "Merci à l’unité et aux auteurs d’avoir présenté l’initiative « {title} ». Elle n’a pas été distinguée cette fois ; "
                "vous pouvez l’enrichir et la présenter à nouveau lors d’un prochain appel.\n"
                "Les remarques du jury sont sur cette page dès leur publication : {link}"
            ),
        ),
        "en": (
            "Result for the initiative {code}",
            (
                "Thank you to the unit and the authors for sharing the initiative “{title}”. It was not recognised this time; "
                "you are welcome to develop it further and hand it in again in a later call.\n"
                "What the jury noted is on this page as soon as it is released: {link}"
            ),
        ),
    },
    "certificate_revoked": {
        "vi": ("Thu hồi giấy chứng nhận {number}", "Giấy chứng nhận {number} đã bị thu hồi.\nLý do: {reason}\nXem tại: {link}"),
        "fr": ("Certificat {number} révoqué", "Le certificat {number} a été révoqué.\nMotif : {reason}\nDétails : {link}"),
        "en": ("Certificate {number} revoked", "Certificate {number} has been revoked.\nReason: {reason}\nSee it here: {link}"),
    },
}
"""kind → language → (subject, text)."""


def render(kind: str, language: str, facts: dict[str, str]) -> tuple[str, str]:
    """Return subject and text of ``kind`` in ``language`` (``vi``, ``fr``, ``en``)."""
    subject, text = TEXTS[kind][language if language in TEXTS[kind] else "vi"]
    return subject.format_map(facts).replace("\n", " "), text.format_map(facts)
