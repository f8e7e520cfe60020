"""URLs of meetings: planning and inviting, and what happens from the first answer on."""

from meetings import urls_day, urls_plan

app_name = "meetings"
urlpatterns = urls_plan.urlpatterns + urls_day.urlpatterns
