"""What freezing a målbilde costs in the warm child, per page. Called by bench.pdf; needs no database."""

from __future__ import annotations

from typing import Any

TEXT = (
    "I 2035 er Strandsonen bydelen der Lillevik prøver ut hvordan en liten by kan bli klimanøytral.\n\n"
    "Grunneierne vil ha forutsigbarhet. Beboerne vil ha en strand de kan nå til fots. Høgskolen vil ha et sted der "
    "studentene kan måle noe virkelig. Kommunen vil ha færre innsigelser og raskere vedtak.\n\n"
    "- Nærvarme fra datasenteret\n- Gangbru over Lilleelva\n- Åpent verksted i det gamle lageret\n\n"
    "Det er fullt mulig å få til alt dette i samme bydel, men ikke i samme sak."
)
FIELD = [["10.46", "61.115"], ["10.472", "61.118"], ["10.482", "61.114"], ["10.47", "61.1112"], ["10.46", "61.115"]]


def content() -> dict[str, Any]:
    """A målbilde of ordinary length: twelve sections, one area, eight groups and eight partners."""
    from documents.starting import text_kind
    from forprosjekt.sdgs import NAMES
    from partners.groups import GROUPS

    kind = text_kind("maalbilde")
    names = [f"Virksomhet {number} AS" for number in range(8)]
    return {
        "issued_at": "2026-08-12T00:00:00+02:00",
        "author": "Lillevik kommune",
        "place": "Lillevik",
        "in_place": "i Lillevik",
        "title": "Målbilde for Pådriv Lillevik – Strandsonen",
        "statement": "",
        "number": 1,
        "dated_on": "2026-08-12",
        "values": {},
        "sections": [
            {
                "key": section.key,
                "number": number,
                "title": section.title,
                "level": section.level,
                "body": "" if section.level == "automatic" else TEXT,
            }
            for number, section in enumerate(kind.sections, 1)
        ],
        "area": "Strandsonen",
        "areas": [
            {
                "name": "Strandsonen",
                "description": "Fra jernbanen til fjorden.",
                "is_primary": True,
                "square_metres": 380_000,
                "boundary": {"type": "MultiPolygon", "coordinates": [[FIELD]]},
            }
        ],
        "reinforcements": [
            {"area": "Strandsonen", "subject": f"Prosjekt {number}", "added_value": "Flere kan bruke det."}
            for number in range(8)
        ],
        "challenges": [{"title": "Å bli klimanøytral", "description": "Ingen klarer det alene.", "is_primary": True}],
        "barriers": [],
        "sdgs": [
            {"number": number, "name": str(NAMES[number]), "reason": "Vi bygger tettere.", "is_fixed": True}
            for number in (11, 13, 17)
        ],
        "local_goals": [{"text": "Klimanøytral i 2035", "source": "Klimaplanen", "adopted_on": "2024-06-01"}],
        "groups": [
            {"title": str(group.title), "value": str(group.value), "partners": [name]}
            for group, name in zip(GROUPS, names, strict=True)
        ],
        "partners": [{"name": name, "number": "964 123 101", "group": "Lokalt næringsliv"} for name in names],
    }
