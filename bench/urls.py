"""The site's URLs, and the reference."""

from django.urls import include, path

from bench.views import reference

urlpatterns = [path("referanse/<int:pk>/", reference, name="reference"), path("", include("paadriv.urls"))]
