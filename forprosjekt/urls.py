"""URLs of the forprosjekt: Norwegian for people, English names for code; each table has its own."""

from django.urls import URLPattern, URLResolver, path, register_converter

from forprosjekt import views
from forprosjekt.models import Chapter
from forprosjekt.tables import TABLES

app_name = "forprosjekt"
_HERE = "initiativ/<int:initiative>/forprosjekt/"


class ChapterConverter:
    """One of the chapters; another word is no address."""

    regex = "|".join(Chapter.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ChapterConverter, "chapter")

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_HERE}<chapter:chapter>/", views.chapter, name="chapter"),
    path(f"{_HERE}<chapter:chapter>/del/", views.share, name="share"),
    path(f"{_HERE}<chapter:chapter>/del-ikke/", views.keep, name="keep"),
    path(f"{_HERE}omraader/<int:row>/grense/", views.boundary, name="boundary"),
    path(f"{_HERE}omraader/<int:row>/grense/fjern/", views.remove_boundary, name="remove_boundary"),
]
for table in TABLES.values():
    folder, extra = f"{_HERE}{table.chapter.value}/{table.slug}/", {"table": table.key}
    row = f"{folder}<{table.converter}:row>/"
    urlpatterns.append(path(f"{row}endre/", views.edit, extra, name=f"edit_{table.key}"))
    if table.add:
        urlpatterns.append(path(f"{folder}ny/", views.add, extra, name=f"add_{table.key}"))
    if table.remove:
        urlpatterns.append(path(f"{row}fjern/", views.remove, extra, name=f"remove_{table.key}"))
    if table.choose:
        urlpatterns.append(path(f"{row}velg/", views.choose, extra, name=f"choose_{table.key}"))
