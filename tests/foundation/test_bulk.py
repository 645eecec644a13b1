"""Bulk actions: what an editor may not act on, and may not know of."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from access.models import Account
from tests.factories.foundation import PlainPageFactory, ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(client: Client) -> Page:
    """A page below which somebody at the desk may write, and not publish."""
    page = PlainPageFactory(parent=ground(), title="Her corner")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    account = Account.objects.create_user("writer@example.org")
    account.groups.add(group)
    client.force_login(account)
    return page


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_it_names_only_pages_of_her_own_part(client: Client, hers: Page, action: str) -> None:
    inside = PlainPageFactory(parent=hers, title="Inside her corner")
    elsewhere = PlainPageFactory(parent=ground(), title="Zaynab’s case")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    answer = client.get(url, {"id": [inside.pk, elsewhere.pk], "next": "/cms/"})
    words = BeautifulSoup(answer.content, "html.parser").get_text()
    assert "Inside her corner" in words
    assert "Zaynab" not in words


def test_it_does_not_act_there_either(client: Client, hers: Page) -> None:
    elsewhere = PlainPageFactory(parent=ground())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{url}?id={elsewhere.pk}&next=/cms/")
    elsewhere.refresh_from_db()
    assert elsewhere.live
