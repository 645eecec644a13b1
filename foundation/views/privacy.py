"""Who may see a page: the dialog of `/cms/`, with the ranks and nothing else."""

from wagtail.admin.views.page_privacy import SetPrivacyView

from foundation.panels import RankRestrictionForm


class RankPrivacyView(SetPrivacyView):
    """Wagtail's dialog with our choices."""

    form_class = RankRestrictionForm
