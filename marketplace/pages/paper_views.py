"""What the doors' views of papers share: open the file, or have it made and come back to the page that shows it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from marketplace.money.models import Paper
from marketplace.money.services.paper_files import StorageAway

from .papers import NotReady, paper_make, paper_response


class PaperView(View):
    """The PDF of a paper. find: the paper, or Http404; back: the page that lists it."""

    def find(self) -> Paper:
        raise NotImplementedError

    def back(self) -> HttpResponse:
        raise NotImplementedError

    @cached_property
    def paper(self) -> Paper:
        return self.find()

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return paper_response(self.paper)
        except NotReady:
            messages.info(request, _("This paper is not made yet in your language."))
        except StorageAway:
            messages.error(request, _("The papers cannot be fetched just now. Try again in a few minutes."))
        return self.back()

    def http_method_not_allowed(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """What is not there is not there, however one asks."""
        _paper = self.paper
        return super().http_method_not_allowed(request, *args, **kwargs)


class PaperMakeView(PaperView):
    """Asks for the file in the reader's language; asking twice makes one."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Back from signing in: the button is on the page that lists the paper."""
        _paper = self.paper  # 404 for one that is not there
        return self.back()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        paper_make(self.paper)
        return self.back()
