"""Addresses of the demonstration's tools (all below /<language>/demo/)."""

from django.urls import path, re_path

from . import views

app_name = "demo"
# Digits, - and . only: a key is part of a file's name.
_KEY = r"(?P<key>[0-9]{8}-[0-9]{6}-[0-9]+\.[0-9]{1,4})"

urlpatterns = [
    path("mail/", views.MailView.as_view(), name="mail"),
    re_path(rf"^mail/{_KEY}/$", views.LetterView.as_view(), name="letter"),
    re_path(rf"^mail/{_KEY}/html/$", views.LetterFrameView.as_view(), name="letter-html"),
]
