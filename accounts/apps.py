"""The app's configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations and partnerships."""

    name = "accounts"
    verbose_name = "People and partnerships"
