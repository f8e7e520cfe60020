"""Verbs of the journal as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "area_added": _("la til et område"),
    "area_edited": _("endret et område"),
    "area_removed": _("fjernet et område"),
    "primary_area_chosen": _("valgte hovedområdet"),
    "boundary_set": _("endret grensen til et område"),
    "reinforcement_added": _("la til noe Pådriv kan forsterke"),
    "reinforcement_edited": _("endret noe Pådriv kan forsterke"),
    "reinforcement_removed": _("fjernet noe Pådriv kan forsterke"),
    "challenge_added": _("la til en utfordring"),
    "challenge_edited": _("endret en utfordring"),
    "challenge_removed": _("fjernet en utfordring"),
    "primary_challenge_chosen": _("valgte hovedutfordringen"),
    "barrier_added": _("la til en barriere"),
    "barrier_edited": _("endret en barriere"),
    "barrier_removed": _("fjernet en barriere"),
    "funding_source_added": _("la til en finansieringskilde"),
    "funding_source_edited": _("endret en finansieringskilde"),
    "funding_source_removed": _("fjernet en finansieringskilde"),
    "goal_chosen": _("valgte et bærekraftsmål"),
    "goal_explained": _("endret begrunnelsen for et bærekraftsmål"),
    "goal_dropped": _("fjernet et bærekraftsmål"),
    "local_goal_added": _("la til et vedtatt mål"),
    "local_goal_edited": _("endret et vedtatt mål"),
    "local_goal_removed": _("fjernet et vedtatt mål"),
    "activity_planned": _("endret planen for etableringsfasen"),
    "funding_task_added": _("la til en oppgave med finansiering"),
    "funding_task_edited": _("endret en oppgave med finansiering"),
    "funding_task_removed": _("fjernet en oppgave med finansiering"),
    "plan_became_step": _("gjorde planen om til aktiviteter i etableringsfasen"),
    "chapter_shared": _("delte et kapittel av forprosjektet med partnerne"),
    "chapter_kept": _("sluttet å dele et kapittel av forprosjektet"),
}
