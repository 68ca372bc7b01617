"""What shoppers say, and the cooperative's answers: shown at once, read by the delegation afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from catalogue.services.errors import WrongState
from marketplace.pages.words import WordsForm
from marketplace.seller import voices
from marketplace.shop.voices.services.conversation import part_message_send, part_messages_read
from marketplace.shop.voices.services.question import question_answer
from marketplace.shop.voices.services.review import review_reply

from .base import PartMixin, SellerMixin


class VoicesView(SellerMixin, TemplateView):
    """Questions, messages and reviews in one place."""

    template_name = "seller/voices.html"

    def get_context_data(self, **kwargs) -> dict:
        asked = self.request.GET
        tabs = voices.tabs_of(self.cooperative)
        show = next((tab.code for tab in tabs if tab.code == asked.get("show")), tabs[0].code)
        page = voices.said_page(self.cooperative, show, asked.get("page"))
        return super().get_context_data(tabs=tabs, show=show, page=page, **kwargs)


class AnswerMixin(SellerMixin, FormView):
    """One thing that was said, and a form for the answer. answer(words) does it; tab: where it leads back to."""

    form_class = WordsForm
    tab = ""

    @cached_property
    def said(self):
        raise NotImplementedError

    def answer(self, words: str) -> None:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kwargs = kwargs
        if request.user.is_authenticated:
            self.said  # noqa: B018 - 404 before a form is looked at
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WordsForm) -> HttpResponse:
        try:
            self.answer(form.cleaned_data["words"])
        except WrongState:
            messages.info(self.request, _("There is an answer already: nothing was changed."))
        else:
            messages.success(self.request, _("Your answer is on the market."))
        return redirect(reverse("seller:voices", args=[self.cooperative.slug]) + f"?show={self.tab}")

    def form_invalid(self, form: WordsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(said=self.said, **kwargs)


class QuestionView(AnswerMixin):
    template_name = "seller/question.html"
    tab = "questions"

    @cached_property
    def said(self):
        return voices.question_of(self.cooperative, self.kwargs["question"])

    def answer(self, words: str) -> None:
        question_answer(question_id=self.said.pk, cooperative=self.cooperative, by=self.request.user, words=words)


class ReplyView(AnswerMixin):
    template_name = "seller/reply.html"
    tab = "reviews"

    @cached_property
    def said(self):
        return voices.review_of(self.cooperative, self.kwargs["review"])

    def answer(self, words: str) -> None:
        review_reply(review_id=self.said.pk, cooperative=self.cooperative, by=self.request.user, words=words)


class MessagesView(PartMixin, FormView):
    """The conversation with the shopper about one order."""

    template_name = "seller/messages.html"
    form_class = WordsForm

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "read" not in request.POST:
            return super().post(request, *args, **kwargs)
        part_messages_read(part_id=self.part.pk, by_shopper=False)
        return redirect(request.path)

    def form_valid(self, form: WordsForm) -> HttpResponse:
        words = form.cleaned_data["words"]
        try:
            part_message_send(part_id=self.part.pk, from_shopper=False, by=self.request.user, words=words)
        except WrongState:
            form.add_error(None, _("This conversation is over: the order is long past."))
            return self.form_invalid(form)
        messages.success(self.request, _("Sent. The shopper is told."))
        return redirect(self.request.path + "#last")

    def form_invalid(self, form: WordsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(talk=voices.talk_of(self.part), **kwargs)
