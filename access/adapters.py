"""allauth's hooks: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are made by people who are already inside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
