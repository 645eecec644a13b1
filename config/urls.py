"""Which address leads where. English has no prefix; the other languages have theirs."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from foundation.views.desk import (
    CarefulChosenPagesView,
    CarefulDocumentView,
    CarefulPageTypesView,
    CarefulPictureView,
    CarefulSettingsView,
    ChooseBelowView,
    FacelessAccountView,
    NamelessAgingPagesView,
)
from foundation.views.site import nowhere

handler400 = "foundation.views.site.bad_request"
handler403 = "foundation.views.site.forbidden"
handler404 = "foundation.views.site.not_found"
handler500 = "foundation.views.site.server_error"

# In front of Wagtail's own at the same addresses; links find them by Wagtail's names.
careful = [
    path("account/", FacelessAccountView.as_view()),
    path("reports/aging-pages/", NamelessAgingPagesView.as_view()),
    path("reports/aging-pages/results/", NamelessAgingPagesView.as_view(results_only=True)),
    path("reports/page-types-usage/", CarefulPageTypesView.as_view()),
    path("reports/page-types-usage/results/", CarefulPageTypesView.as_view(results_only=True)),
    path("images/<int:image_id>/", CarefulPictureView.as_view()),
    path("documents/edit/<int:document_id>/", CarefulDocumentView.as_view()),
    path("settings/<slug:app_name>/<slug:model_name>/<int:pk>/", CarefulSettingsView.as_view()),
    path("choose-page/<int:parent_page_id>/", ChooseBelowView.as_view()),
    path("choose-page/chosen-multiple/", CarefulChosenPagesView.as_view()),
]
urlpatterns = [
    # Wagtail's own sign-in knows neither limits nor a second factor: ours stands in front of it.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/", include(decorate_urlpatterns(decorate_urlpatterns(careful, require_admin_access), never_cache))),
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
