from django.apps import AppConfig
from django.core.cache import caches
from django.db.models.signals import post_migrate
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        from allauth.core.internal import ratelimit
        from allauth.mfa.totp.internal import auth

        from access.receivers import make_groups

        # allauth has no setting for this.
        ratelimit.cache = auth.cache = ConnectionProxy(caches, "counters")
        post_migrate.connect(make_groups, dispatch_uid="access.make_groups")
