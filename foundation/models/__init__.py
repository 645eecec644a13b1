"""Tables and pages of the foundation; import the owning module, this file only lets Django find them."""

from foundation.models.base import BasePage, HostPage
from foundation.models.change import Change
from foundation.models.jobs import Job
from foundation.models.media import Document, Picture, Rendition
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import DemoMark, Named, Voice
from foundation.models.site import SiteSettings

__all__ = [
    "BasePage",
    "Change",
    "DemoMark",
    "Document",
    "HomePage",
    "HostPage",
    "Job",
    "Named",
    "Picture",
    "PlainPage",
    "Rendition",
    "SiteSettings",
    "Voice",
]
