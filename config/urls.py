"""Which address leads where. English has no prefix; the other languages have theirs."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from foundation.views.desk import ChooseBelowView, ChosenView
from foundation.views.site import nowhere

handler400 = "foundation.views.site.bad_request"
handler403 = "foundation.views.site.forbidden"
handler404 = "foundation.views.site.not_found"
handler500 = "foundation.views.site.server_error"

urlpatterns = [
    # Wagtail's own sign-in knows neither limits nor a second factor: ours stands in front of it.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    # Two doors of its page chooser that ask nobody for permission.
    path("cms/choose-page/<int:parent_page_id>/", require_admin_access(ChooseBelowView.as_view())),
    path("cms/choose-page/chosen-multiple/", require_admin_access(ChosenView.as_view())),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("foundation.urls")),
]
urlpatterns += i18n_patterns(
    path("account/", include("access.urls")),
    path("", include("search.urls")),
    # Wagtail's front doors: another sign-in, and a form that tells which pages and restrictions exist.
    re_path("^_util/", nowhere),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
