"""The front page's one sentence and one button, from what has happened so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from gates.next_step import Asked, ComingMeeting, Forprosjekt, LastMeeting, Situation, next_step

START = timezone.make_aware(timezone.datetime(2026, 4, 23, 18))
PLANNED = ComingMeeting(
    pk=7,
    starts_at=START,
    ends_at=START + timedelta(minutes=150),
    answer_by=date(2026, 4, 9),
    invited=0,
    is_sent=False,
    answered=0,
)
BEFORE = Situation(state="active", step="sonderingsmoete", at=START - timedelta(days=30))
LISTED, SENT = replace(PLANNED, invited=20), replace(PLANNED, invited=20, is_sent=True, answered=11)
HELD = replace(BEFORE, at=START + timedelta(days=2), last=LastMeeting(pk=7, minutes_published=False))
WRITTEN = replace(HELD, last=LastMeeting(pk=7, minutes_published=True))


@pytest.mark.parametrize(
    ("situation", "page", "label"),
    [
        (BEFORE, "plan_meeting", "Planlegg møtet"),
        (replace(BEFORE, coming=PLANNED), "guests", "Lag invitasjonslisten"),
        (replace(BEFORE, coming=LISTED), "send", "Send invitasjonene"),
        (replace(BEFORE, coming=SENT), "answers", "Se svarene"),
        (replace(BEFORE, coming=SENT, at=START), "attendance", "Registrer oppmøte"),
        (replace(BEFORE, coming=SENT, at=SENT.ends_at), "close", "Avslutt møtet"),
        (HELD, "minutes", "Skriv referatet"),
        (WRITTEN, "members", "Utpek beslutningstaker"),
        (replace(WRITTEN, has_decider=True, missing=1), "gate", "Se hva som mangler"),
        (replace(WRITTEN, has_decider=True), "gate", "Gå til beslutningspunkt 1"),
        (replace(BEFORE, state="on_hold"), "decisions", "Se beslutningene"),
        (replace(BEFORE, state="stopped"), "decisions", "Se beslutningen"),
        (replace(BEFORE, step="etableringsfase"), "work", "Se aktivitetene"),
    ],
)
def test_every_stop_on_the_road_has_one_next_step(situation: Situation, page: str, label: str):
    found = next_step(situation)

    assert (found.page, found.label) == (page, label)
    assert found.sentence.endswith(".")


def test_the_sentence_says_how_many_have_answered_and_until_when():
    found = next_step(replace(BEFORE, coming=SENT))

    assert found.sentence == "11 av 20 har svart. Svarfristen er 9.\u00a0april 2026."


@pytest.mark.parametrize(("missing", "words"), [(1, "Ett må-krav må"), (2, "2 må-krav må")])
def test_missing_criteria_are_counted_in_good_norwegian(missing: int, words: str):
    assert next_step(replace(WRITTEN, has_decider=True, missing=missing)).sentence.startswith(words)


@pytest.mark.parametrize(("days", "words"), [(-1, "og vurderes på nytt"), (0, "skulle vurderes på nytt")])
def test_a_pause_says_when_it_is_looked_at_again(days: int, words: str):
    review_on = START.date() - timedelta(days=days)

    following = next_step(Situation(state="on_hold", step="forprosjekt", at=START, review_on=review_on))

    assert words in following.sentence
    assert following.page == "decisions"


WRITTEN_2 = Forprosjekt(has_area=True, partners=3, maalbilde=5, version=2)
ASKED = Asked("open", asked=3, answered=1, deadline=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("far", "page", "words"),
    [
        (Forprosjekt(), "area", "avgrense området"),
        (Forprosjekt(has_area=True, partners=2), "partners", "2 av minst 3 oppstartspartnere"),
        (Forprosjekt(has_area=True, partners=3), "documents", "Begynn på det felles målbildet"),
        (replace(WRITTEN_2, version=None), "document", "lås en versjon"),
        (WRITTEN_2, "rounds", "låst som versjon 2"),
        (replace(WRITTEN_2, asked=ASKED), "rounds", "1 av 3 partnere har svart på målbildet"),
        (replace(WRITTEN_2, asked=replace(ASKED, state="completed")), "gate", "beslutningspunkt 2"),
        (replace(WRITTEN_2, asked=replace(ASKED, state="failed")), "rounds", "ikke fullført"),
    ],
)
def test_the_forprosjekt_goes_from_area_over_partners_and_text_to_the_gate(far: Forprosjekt, page: str, words: str):
    following = next_step(Situation(state="active", step="forprosjekt", at=START, forprosjekt=far))

    assert following.page == page
    assert words in following.sentence
