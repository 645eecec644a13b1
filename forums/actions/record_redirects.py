"""Old addresses as records: where they lead now, so that links of twenty years ago still arrive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from access.models import Account
from access.viewer import STRANGER
from forums.actions.verdicts import Verdict, Wish
from forums.enums import ImportFate
from forums.formats.cells import BadCellError, is_address
from forums.formats.records import URN, Record, Values, key_in
from foundation.querysets import is_original_q, is_ours, language_of, page_at, page_led_to, pages_visible_to


def redirects(*, is_full: bool) -> QuerySet[Redirect]:
    """The old addresses of an export: those that lead to what everybody sees, or away."""
    rows = Redirect.objects.select_related("redirect_page").order_by("old_path", "pk")
    if is_full:
        return rows
    shown = set(pages_visible_to(STRANGER).values_list("pk", flat=True))
    led_to = {row.pk: page_led_to(row) for row in rows.filter(redirect_page=None)}
    hidden = [pk for pk, page in led_to.items() if page and page not in shown]
    return rows.filter(Q(redirect_page=None) | Q(redirect_page__in=shown)).exclude(pk__in=hidden)


def redirects_said(*, is_full: bool) -> Iterator[tuple[str, Values]]:
    """Id and record of each old address: the id is the address."""
    for row in redirects(is_full=is_full).iterator(chunk_size=500):
        yield row.old_path, {"to": target_said(row), "permanent": row.is_permanent}


def target_said(row: Redirect) -> str:
    """Where an old address leads: a page by its key, what is none or not in our language by address."""
    page, rest = row.redirect_page, row.redirect_page_route_path
    if page is None:
        return str(row.redirect_link)
    return (
        f"{page.url or ''}{rest}"
        if rest or language_of(page.locale_id) != settings.LANGUAGE_CODE
        else f"{URN}{page.translation_key}"
    )


def judge_redirects(*, rows: Sequence[Record], wish: Wish, planned: Collection[str] = ()) -> list[Verdict]:
    """The verdict on each old address; writes nothing."""
    held = {row.old_path: row for row in Redirect.objects.select_related("redirect_page").order_by("-pk")}
    return [_verdict(row, held, wish, planned) for row in rows]


def _verdict(row: Record, held: Mapping[str, Redirect], wish: Wish, planned: Collection[str]) -> Verdict:
    old, to = Redirect.normalise_path(row.external_id), str(row.values.get("to", ""))
    here = held.get(old)
    try:
        target = (None, "") if to in planned else target_of(old, to, held)
    except BadCellError as error:
        return Verdict(row, ImportFate.FAULTY, str(error))
    if here is None:
        return Verdict(row, ImportFate.CREATED)
    wanted = (*target, row.values.get("permanent", here.is_permanent))
    if wanted == (here.redirect_page, here.redirect_link, here.is_permanent):
        return Verdict(row, ImportFate.UNCHANGED)
    return Verdict(row, ImportFate.UPDATED if wish.overwrite else ImportFate.EDITED, page=here)


def target_of(old: str, to: str, held: Mapping[str, Redirect]) -> tuple[Page | None, str]:
    """The page or the address that an old address is to lead to; BadCellError with why it cannot."""
    if not to:
        raise BadCellError(_("it does not say where it leads"))
    if page_at(old, pages_visible_to(STRANGER)) is not None:
        raise BadCellError(_("there is a page at this address"))
    if is_address(to) and not is_ours(to):
        return None, to
    page = Page.objects.filter(is_original_q(), translation_key=key).first() if (key := key_in(to)) else None
    path = "" if key else Redirect.normalise_path(urlsplit(to).path)
    if path == old:
        raise BadCellError(_("it leads to itself"))
    if path in held:
        raise BadCellError(_("“%(to)s” is an old address too; say where that leads") % {"to": to[:80]})
    page = page or (page_at(path, Page.objects.all()) if path else None)
    if page is None:
        raise BadCellError(_("there is no page at “%(to)s”") % {"to": to[:80]})
    return page, ""


def write_redirects(*, verdicts: Sequence[Verdict], wish: Wish, by: Account | None) -> None:
    """Store what the verdicts on old addresses say; call it inside a transaction."""
    held = {row.old_path: row for row in Redirect.objects.order_by("-pk")}
    for one in verdicts:
        old = Redirect.normalise_path(one.row.external_id)
        row: Any = one.page or Redirect(old_path=old)
        row.redirect_page, row.redirect_link = target_of(old, str(one.row.values.get("to", "")), held)
        row.is_permanent = one.row.values.get("permanent", row.is_permanent)
        row.save()
        log(instance=row, action="wagtail.edit" if one.page else "wagtail.create", user=by)
