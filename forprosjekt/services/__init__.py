"""What people do with the forprosjekt's content, one file per page; each function is one intention."""

from forprosjekt.services.areas import (
    add_area,
    add_reinforcement,
    edit_area,
    edit_reinforcement,
    make_primary_area,
    remove_area,
    remove_reinforcement,
    set_boundary,
)
from forprosjekt.services.challenges import (
    add_barrier,
    add_challenge,
    edit_barrier,
    edit_challenge,
    make_primary_challenge,
    remove_barrier,
    remove_challenge,
)
from forprosjekt.services.funding import add_source, edit_source, remove_source
from forprosjekt.services.goals import (
    add_local_goal,
    choose_goal,
    drop_goal,
    edit_local_goal,
    explain_goal,
    remove_local_goal,
)
from forprosjekt.services.plan import (
    add_funding_task,
    edit_funding_task,
    may_plan_now,
    owned_by,
    plan_activity,
    plan_into_step,
    remove_funding_task,
)
from forprosjekt.services.sharing import keep_chapter, share_chapter

__all__ = [
    "add_area",
    "add_barrier",
    "add_challenge",
    "add_funding_task",
    "add_local_goal",
    "add_reinforcement",
    "add_source",
    "choose_goal",
    "drop_goal",
    "edit_area",
    "edit_barrier",
    "edit_challenge",
    "edit_funding_task",
    "edit_local_goal",
    "edit_reinforcement",
    "edit_source",
    "explain_goal",
    "keep_chapter",
    "make_primary_area",
    "make_primary_challenge",
    "may_plan_now",
    "owned_by",
    "plan_activity",
    "plan_into_step",
    "remove_area",
    "remove_barrier",
    "remove_challenge",
    "remove_funding_task",
    "remove_local_goal",
    "remove_reinforcement",
    "remove_source",
    "set_boundary",
    "share_chapter",
]
