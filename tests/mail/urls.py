"""A page that a link opens, for tests of what all such pages share."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from mail.token_pages import token_page


@token_page("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, row_id: int, token: str) -> HttpResponse:
    if row_id == 404:
        raise Http404
    return HttpResponse(f"rad {row_id}")


urlpatterns = [path("svar/<str:token>/", answer), path("", include("paadriv.urls"))]
