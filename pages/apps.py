"""How a page looks: form markup, component tags and charts. It holds no records."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The app that every screen draws on; see pages/README.md."""

    name = "pages"
    verbose_name = "Pages"
