from django.apps import AppConfig


class ForprosjektConfig(AppConfig):
    name = "forprosjekt"
    verbose_name = "Forprosjekt"
