"""Jobs in `/cms/`: all of them, one of them with its report, and the form that starts one."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Field, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseListingView

from access.models import Account
from access.viewer import ViewedRequest
from foundation.actions import jobs
from foundation.cards import JobKind
from foundation.enums import JobState
from foundation.models.jobs import Job
from foundation.views.media import send

PER_PAGE = 50
LOOK_AGAIN = 5  # seconds until a page of a job under way is loaded anew


def kinds_or_refuse(request: HttpRequest) -> dict[str, JobKind]:
    """The kinds of job that the person may start, and so may read about; 403 when there are none."""
    kinds = jobs.kinds_for(request.user)
    if not kinds:
        raise PermissionDenied
    return kinds


def named(job: Job) -> str:
    """What the job is called in lists: its kind, and whether it only rehearses."""
    kind = jobs.kinds().get(job.kind)
    label = str(kind.label) if kind else job.kind
    return str(_("%(kind)s (dry run)") % {"kind": label}) if job.is_plan else label


def address(job: Job) -> str:
    """Where the job is shown."""
    return reverse("job", args=[job.pk])


class JobsMenuItem(MenuItem):
    """For those who may start at least one kind of job."""

    def is_shown(self, request: HttpRequest) -> bool:
        return jobs.may_start_any(by=request.user)


class JobsView(BaseListingView):
    """Every job of the kinds that the person may start, the newest first."""

    model = Job
    page_title = _("Jobs")
    header_icon = "tasks"
    paginate_by = PER_PAGE
    template_name = "foundation/desk/jobs.html"
    index_url_name = "jobs"
    columns = [
        TitleColumn("kind", label=_("Job"), accessor=named, get_url=address),
        StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=lambda job: job.is_under_way),
        Column("upload_name", label=_("File")),
        Column("asked_by", label=_("Started by"), accessor="asked_by"),
        DateColumn("asked_at", label=_("When")),
    ]

    @cached_property
    def kinds(self) -> dict[str, JobKind]:
        return kinds_or_refuse(self.request)

    def get_base_queryset(self) -> QuerySet[Job]:
        return Job.objects.filter(kind__in=self.kinds).select_related("asked_by").defer("report")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        starts = [(kind, reverse("start_job", args=[name])) for name, kind in self.kinds.items()]
        return {**super().get_context_data(**kwargs), "starts": starts}


def trail(here: Any) -> list[dict[str, Any]]:
    """Breadcrumbs: home, jobs, and where we are."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("jobs"), "label": _("Jobs")},
        {"url": "", "label": here},
    ]


class StartJobView(WagtailAdminTemplateMixin, FormView):
    """The form of one kind of job; sending it only puts the job into the queue."""

    template_name = "foundation/desk/start_job.html"

    @cached_property
    def kind(self) -> JobKind:
        kind = jobs.kinds().get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.kind.may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[Form]:
        form_class: type[Form] = self.kind.form
        return form_class

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def get_header_icon(self) -> str:
        return self.kind.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(self.kind.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "kind": self.kind}

    def form_valid(self, form: Form) -> HttpResponse:
        job = jobs.ask_for(kind=self.kind, answers=form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]
        return redirect("job", job.pk)


def job_or_404(request: HttpRequest, pk: int) -> Job:
    """A job, if it is of a kind that the person may start; else it is as if it did not exist."""
    return get_object_or_404(Job, id=pk, kind__in=kinds_or_refuse(request))


class JobView(WagtailAdminTemplateMixin, DetailView):
    """How far it is, and what came of it. Without scripts: while it is under way the page asks to be loaded anew."""

    template_name = "foundation/desk/job.html"
    context_object_name = "job"

    def get_object(self, queryset: Any = None) -> Job:
        return job_or_404(self.request, self.kwargs["pk"])

    def get_page_title(self) -> str:
        return named(self.object)

    def get_header_icon(self) -> str:
        return jobs.kinds()[self.object.kind].icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return trail(_("%(kind)s, no. %(number)s") % {"kind": named(self.object), "number": self.object.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holds_still = "hold" in self.request.GET
        return {**super().get_context_data(**kwargs), "asked": self.asked(), "holds_still": holds_still}

    def asked(self) -> list[tuple[str, Any]]:
        """What the form was told, in its own words; questions that were left open are left out."""
        fields = jobs.kinds()[self.object.kind].form.base_fields
        given = self.object.options.items()
        return [
            (fields[name].label, in_words(fields[name], answer)) for name, answer in given if answer and name in fields
        ]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        if self.object.is_under_way and not context["holds_still"]:
            response["Refresh"] = str(LOOK_AGAIN)
        return response


def in_words(field: Field, answer: Any) -> Any:
    """An answer as the form worded it: of a choice its label, while it can still be chosen."""
    choices: Any = getattr(field, "choices", ())
    return dict(choices).get(answer, answer)


@require_POST
def job_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One of the three buttons under a job."""
    job, by = job_or_404(request, pk), cast("Account", request.user)
    made: Job | None = None
    if verb == "carry-out" and job.can_be_carried_out:
        made = jobs.carry_out(job=job, by=by)
    elif verb == "again" and job.can_be_asked_again:
        made = job if jobs.ask_again(job=job, by=by) else None
    elif verb == "stop":
        made = job if jobs.stop(job=job, by=by) else None
    if made is None:
        messages.warning(request, _("Nothing was done: the job is no longer what the page showed."))
    return redirect("job", (made or job).pk)


@require_safe
def job_result(request: ViewedRequest, pk: int) -> HttpResponseBase:
    """The file that a job made, as long as nothing that may be in it had to go."""
    job = job_or_404(request, pk)
    if job.state != JobState.DONE or not job.result or job.is_overtaken:
        raise Http404
    return send(request, job.result, attachment=job.result_name)
