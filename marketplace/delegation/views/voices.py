"""Reviews that wait, and what is shown already: reviews, replies and answers, which can be taken away."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from catalogue.services.errors import WrongState
from marketplace.delegation.access import ModeratorMixin
from marketplace.delegation.forms import RemoveForm, ReviewNoForm, ReviewRemoveForm, YesForm
from marketplace.delegation.reading import voices
from marketplace.shop.voices.services.remove import question_remove, reply_remove, review_remove
from marketplace.shop.voices.services.review import review_accept, review_refuse

from .item import Choice, ItemView


class ReviewView(ItemView):
    template_name = "delegation/review.html"
    choices = (
        Choice(
            "accept", gettext_lazy("Show it"), "check", gettext_lazy("Everybody can read it now."),
            YesForm, lambda pk, **data: review_accept(review_id=pk, **data), is_yes=True,
        ),
        Choice(
            "refuse", gettext_lazy("Do not show it"), "cross", gettext_lazy("Not shown. The writer has been told why."),
            ReviewNoForm, lambda pk, **data: review_refuse(review_id=pk, **data),
        ),
    )  # fmt: skip

    def read(self, pk: int) -> voices.ReviewPage:
        return voices.review_page(pk)

    def seen(self) -> datetime:
        return self.shown.bought.written_at


class SaidView(ModeratorMixin, TemplateView):
    """What shoppers say and cooperatives answer, the newest first."""

    template_name = "delegation/said.html"
    pages: ClassVar = {
        "questions": voices.questions_page,
        "replies": voices.replies_page,
        "reviews": voices.reviews_page,
    }

    def get_context_data(self, **kwargs) -> dict:
        show = self.request.GET.get("show")
        show = show if show in self.pages else "questions"
        page = self.pages[show](self.request.GET.get("page"))
        return super().get_context_data(show=show, page=page, **kwargs)


class RemoveView(ModeratorMixin, FormView):
    """Take away what is shown, with a reason that stays on record."""

    template_name = "delegation/remove.html"
    form_class = RemoveForm
    show = ""

    @cached_property
    def said(self):
        raise NotImplementedError

    def remove(self, **why) -> None:
        raise NotImplementedError

    def form_valid(self, form: RemoveForm) -> HttpResponse:
        try:
            self.remove(by=self.request.user, **form.cleaned_data)
        except WrongState:
            messages.info(self.request, _("It was away already."))
        else:
            messages.success(self.request, _("It is no longer shown."))
        return redirect(reverse("delegation:said") + f"?show={self.show}")

    def form_invalid(self, form: RemoveForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        product = getattr(self.said, "review", self.said).product  # a reply stands on a review
        return super().get_context_data(said=self.said, show=self.show, product=product, **kwargs)


class ReviewRemoveView(RemoveView):
    show = "reviews"
    form_class = ReviewRemoveForm

    @cached_property
    def said(self):
        return voices.review_shown(self.kwargs["pk"])

    def remove(self, **why) -> None:
        review_remove(review_id=self.said.pk, **why)


class ReplyRemoveView(RemoveView):
    show = "replies"

    @cached_property
    def said(self):
        return voices.reply_shown(self.kwargs["pk"])

    def remove(self, **why) -> None:
        reply_remove(reply_id=self.said.pk, **why)


class QuestionRemoveView(RemoveView):
    show = "questions"

    @cached_property
    def said(self):
        return voices.question_shown(self.kwargs["pk"])

    def remove(self, **why) -> None:
        question_remove(question_id=self.said.pk, **why)
