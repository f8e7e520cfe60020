"""{% same %}: what says the same on every page is made once, and holds nothing of a page."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.templatetags.static import StaticNode

LOADED = "{% load static i18n %}"


def test_it_says_what_it_holds_and_makes_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = '<p>{% translate "Lagre" %}</p><img src="{% static \'img/mark.svg\' %}"><a href="{% url \'privacy\' %}">'
    plain = Template(f"{LOADED}{inside}").render(Context())
    template = Template(f"{LOADED}{{% same %}}{inside}{{% endsame %}}")

    first = template.render(Context())
    monkeypatch.setattr(StaticNode, "render", lambda *given: pytest.fail("made again"))

    assert first == template.render(Context()) == plain


@pytest.mark.parametrize(
    "inside",
    [
        "{{ name }}",
        "{% if user %}x{% endif %}",
        "{% csrf_token %}",
        "{% url 'initiative' initiative.pk %}",
        "{% url 'privacy' as address %}",
        "{% translate word %}",
        '{% translate "Lagre" as word %}',
        '{% include "_footer.html" %}',
        "{% blocktranslate %}Hei {{ name }}{% endblocktranslate %}",
        "{% static name %}",
        "{% url name %}",
        "{% static 'img/mark.svg' as address %}",
    ],
)
def test_what_differs_from_page_to_page_may_not_stand_in_it(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(f"{LOADED}{{% same %}}{inside}{{% endsame %}}")
