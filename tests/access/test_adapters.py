"""Nobody lets themselves in."""

import pytest
from django.test import Client

from access.models import Account
from tests.factories.foundation import ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_sign_up_is_closed(client: Client, prefix: str) -> None:
    ground()
    form = {"email": "new@example.org", "password1": "a long and quiet river", "password2": "a long and quiet river"}
    shown, sent = client.get(f"{prefix}/account/signup/"), client.post(f"{prefix}/account/signup/", form)
    for response in (shown, sent):
        assert b'name="password1"' not in response.content
    assert not Account.objects.exists()
    assert "_auth_user_id" not in client.session
