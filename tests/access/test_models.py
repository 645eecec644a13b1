"""Accounts: one address, one person, no name."""

import pytest
from django.db import IntegrityError, transaction

from access.models import Account
from tests.factories.access import PASSWORD, AccountFactory

pytestmark = pytest.mark.django_db


def test_labels_never_hold_the_address() -> None:
    account = AccountFactory(email="zelda@example.org")
    for label in (str(account), account.get_full_name(), account.get_short_name()):
        assert label == f"account {account.pk}"
        assert "zelda" not in f"{label} {account!r}"


def test_addresses_are_kept_in_lower_case_and_trimmed() -> None:
    account = Account.objects.create_user("  Zelda@Example.ORG ", PASSWORD)
    assert account.email == "zelda@example.org"
    assert Account.objects.get_by_natural_key("ZELDA@example.org") == account


def test_one_address_has_one_account_however_it_is_written() -> None:
    AccountFactory(email="zelda@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.bulk_create([Account(email="ZELDA@example.org")])


@pytest.mark.parametrize("email", ["", None])
def test_an_account_needs_an_address(email: str | None) -> None:
    with pytest.raises(ValueError, match="address"):
        Account.objects.create_user(email, PASSWORD)


def test_without_a_password_nobody_signs_in_with_one() -> None:
    account = Account.objects.create_user("zelda@example.org")
    assert not account.has_usable_password()
    assert not account.check_password("")


def test_passwords_are_hashed() -> None:
    account = AccountFactory()
    assert PASSWORD not in account.password
    assert account.check_password(PASSWORD)


def test_a_superuser_may_do_everything() -> None:
    account = Account.objects.create_superuser("root@example.org", PASSWORD)
    assert account.is_superuser
    assert account.is_staff
    assert account.has_perm("wagtailadmin.access_admin")
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get_by_natural_key(None)
