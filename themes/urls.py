"""Below the page that hosts the vocabulary."""

from django.urls import path

from themes.views.hubs import hub

urlpatterns = [path("<str:slug>/", hub, name="theme_hub")]
