"""Municipalities and organisations are found by what people type, on both databases."""

import pytest

from register import search
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kárásjohka", "Kárášjohka - Karasjok"),
        ("karasjohka", "Kárášjohka - Karasjok"),
        ("KARASJOK", "Kárášjohka - Karasjok"),
        ("Ås", "Ås"),
        ("ås", "Ås"),
        ("A\u030as", "Ås"),
        ("snåase", "Snåase - Snåsa"),
        ("SNÅSA", "Snåase - Snåsa"),
        ("hábmer", "Hábmer - Hamarøy"),
        ("øygar", "Øygarden"),
        ("sør-var", "Sør-Varanger"),
        ("nordre f", "Nordre Follo"),
        ("bærum", "Bærum"),
        ("BÆR", "Bærum"),
        ("lærdal", "Lærdal"),
        ("Lær", "Lærdal"),
    ],
)
def test_a_municipality_is_found_by_each_of_its_names(typed, first):
    assert search.municipalities(typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "å", "tromsoe", "%%", "__", "\\", "xyzzy"])
def test_what_names_no_municipality_finds_none(typed):
    assert search.municipalities(typed) == []


def test_a_text_means_a_municipality_only_when_it_can_mean_one():
    assert search.municipality_meant("Arendal").name == "Arendal"
    assert search.municipality_meant("ås").name == "Ås"
    assert search.municipality_meant("Herøy") is None
    assert search.municipality_meant("nord") is None


def test_an_organisation_is_found_by_name_and_by_number_with_spaces():
    bank = world.organisation("Sørlandsbanken", "company")

    assert search.organisations("sørlands") == [bank]
    assert search.organisations(bank.number_in_groups) == [bank]
    assert search.organisation_meant(bank.number) == bank
    assert search.organisation_meant("landsbank") is None


@pytest.mark.parametrize("typed", ["lærdal fær", "FÆRGE", "færge"])
def test_an_organisation_with_æ_in_its_name_is_found_in_either_case(typed):
    ferry = world.organisation("Lærdal Færgeselskap", "company")

    assert search.organisations(typed) == [ferry]


def test_a_digit_string_in_other_letters_is_no_number():
    assert search.organisations("٩٦٤١٢٣") == []
