"""What shoppers see and write: reviews from their order, questions on a page of their own, words to a seller."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from marketplace.outbox.models import Message
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.order.tracking import tracking_secret
from marketplace.shop.voices.models import BuyerReview, PartMessage, Question
from marketplace.shop.voices.services.remove import question_remove, reply_remove
from marketplace.shop.voices.services.review import review_accept, review_refuse
from tests.factories import make_member, make_order, make_product, make_user
from tests.factories.moderation import make_moderator
from tests.factories.orders import make_part
from tests.factories.voices import make_delivered, make_message, make_question, make_review, write_review

pytestmark = pytest.mark.django_db

WRITTEN = {"score": "5", "title": "Comme chez ma mère", "body": "Fin et parfumé.", "name": "Salma I."}


@pytest.fixture(autouse=True)
def nobody_wrote_before():
    """The limits of other tests' writers."""
    cache.clear()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def below_order(part, name: str, *args) -> str:
    order = part.order
    return reverse(f"storefront:{name}", args=[order.number, tracking_secret(order), *args])


def review_url(part) -> str:
    return below_order(part, "review-write", part.lines.order_by("pk").first().pk)


def messages_url(part) -> str:
    return below_order(part, "part-messages", part.position)


def read(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def product_page(client, product) -> str:
    return read(client, reverse("storefront:product", args=[product.slug, product.pk]))


def cost(client, url: str) -> int:
    read(client, url)
    with CaptureQueriesContext(connection) as captured:
        read(client, url)
    return len(captured)


# --- reviews -----------------------------------------------------------------------------------------------------


def test_a_guest_reviews_what_arrived_from_the_link_of_her_order(client):
    part = make_delivered()
    assert review_url(part) in read(client, below_order(part, "track"))
    page = client.get(review_url(part))
    assert page.context["form"].initial == {"name": "Salma I."}
    assert "no-store" in page["Cache-Control"]
    after = client.post(review_url(part), WRITTEN, follow=True).content.decode()
    assert "The delegation reads your review" in after
    assert "Your review is being read" in after
    bought = BuyerReview.objects.get()
    assert "Comme chez ma mère" not in product_page(client, bought.listing)
    review_accept(review_id=bought.pk, by=make_moderator())
    shown = product_page(client, bought.listing)
    assert "Comme chez ma mère" in shown
    assert "Bought here" in shown
    assert "salma@example.com" not in shown
    assert review_url(part) not in read(client, below_order(part, "track"))


def test_a_wrong_secret_or_another_orders_line_opens_nothing(client):
    part, other = make_delivered(), make_delivered(email="x@example.com")
    wrong = review_url(part).replace(tracking_secret(part.order), tracking_secret(other.order))
    crossed = below_order(part, "review-write", other.lines.get().pk)
    for url in (wrong, crossed, below_order(part, "part-messages", 9)):
        assert client.get(url).status_code == 404
        assert client.post(url, WRITTEN | {"words": "x"}).status_code == 404
    assert not BuyerReview.objects.exists()


def test_before_it_arrives_nothing_is_offered_and_the_address_says_why(client):
    part = make_part()
    assert review_url(part) not in read(client, below_order(part, "track"))
    answer = client.post(review_url(part), WRITTEN, follow=True)
    assert "once it has arrived" in answer.content.decode()
    assert not BuyerReview.objects.exists()


def test_a_member_is_offered_nothing_and_told_why(client):
    product = make_product()
    member = make_member(product.cooperative)
    part = make_delivered(product, user=member, email=member.email)
    client.force_login(member)
    assert review_url(part) not in read(client, below_order(part, "track"))
    assert "do not review" in client.post(review_url(part), WRITTEN, follow=True).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("score", "", "Choose one to five stars."),
        ("score", "9", "not one of the available choices"),
        ("body", "   ", "Write a few words."),
        ("body", "x" * 1501, "at most 1500"),
        ("name", "", "required"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(client, field, value, message):
    part = make_delivered()
    answer = client.post(review_url(part), WRITTEN | {"title": "Gardé <b>", field: value})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert message in body
    assert "Gardé &lt;b&gt;" in body
    if field == "body" and value.strip():
        assert value in body


def test_after_a_refusal_she_reads_why_and_finds_her_words_again(client):
    part = make_delivered()
    bought = write_review(part, body="Le livreur Karim est lent.")
    review_refuse(review_id=bought.pk, by=make_moderator(), reason="personal", words="Sans son nom.")
    assert "Your review is not shown" in read(client, below_order(part, "track"))
    body = read(client, review_url(part))
    for words in ("It names a person", "Sans son nom.", "Le livreur Karim est lent."):
        assert words in body


def test_two_sizes_of_a_listing_are_one_review(client):
    product = make_product(structure="parent")
    sizes = [make_product(structure="child", parent=product, cooperative=product.cooperative) for _ in range(2)]
    part = make_delivered_order(*sizes)
    assert read(client, below_order(part, "track")).count("/review/") == 1


def make_delivered_order(*products):
    part = make_order(*((product, 1) for product in products)).parts.get()
    for step in (part_accept, part_ship, part_deliver):
        step(part_id=part.pk, by=None)
    part.refresh_from_db()
    return part


def test_the_order_page_costs_the_same_for_one_line_or_five(client):
    cooperative = make_product().cooperative
    parts = [make_delivered_order(*(make_product(cooperative=cooperative) for _ in range(n))) for n in (1, 5)]
    one, five = (cost(client, below_order(part, "track")) for part in parts)
    assert one == five


# --- the product page --------------------------------------------------------------------------------------------


def test_the_reply_stands_beneath_the_review_until_it_is_taken_away(client):
    bought = make_review(reply="Merci <b>à vous</b>")
    page = product_page(client, bought.listing)
    assert "Merci &lt;b&gt;à vous" in page
    reply_remove(reply_id=bought.review.reply.pk, by=make_moderator(), reason="advert")
    page = product_page(client, bought.listing)
    assert "Merci" not in page
    assert bought.review.title in page


def test_five_reviews_stand_on_the_page_and_all_on_their_own(client):
    product = make_product()
    for number in range(6):
        make_review(product, title=f"Avis numéro {number}")
    said = reverse("storefront:said", args=[product.pk])
    page = product_page(client, product)
    assert page.count('<h3 dir="auto">Avis numéro') == 5
    assert said in page
    assert read(client, said).count('<h3 dir="auto">Avis numéro') == 6
    assert client.get(said, {"page": "2"}).status_code == 404
    assert client.get(said, {"page": "x"}).status_code == 404


def test_product_and_all_said_cost_the_same_for_one_or_many(client):
    product = make_product()
    urls = [reverse("storefront:product", args=[product.slug, product.pk])]
    urls.append(reverse("storefront:said", args=[product.pk]))
    make_review(product, reply="Merci")
    make_question(product, answer="Oui")
    first = [cost(client, url) for url in urls]
    for number in range(6):
        make_review(product, reply="Merci")
        make_question(product, words=f"Et {number} ?", answer="Oui")
    assert [cost(client, url) for url in urls] == first


def test_a_question_is_public_only_with_its_answer(client):
    product = make_product()
    waiting = make_question(product, words="Question sans réponse")
    answered = make_question(product, words="Question répondue", answer="Réponse <i>courte</i>")
    page = product_page(client, product)
    assert waiting.words not in page
    assert answered.words in page
    assert "Réponse &lt;i&gt;courte" in page
    assert "nadia@example.com" not in page
    question_remove(question_id=answered.pk, by=make_moderator(), reason="untrue")
    assert answered.words not in product_page(client, product)


@pytest.mark.parametrize("name", ["product", "said"])
def test_the_public_pages_stay_the_same_for_everybody(client, name):
    product = make_review().listing
    args = [product.slug, product.pk] if name == "product" else [product.pk]
    answer = client.get(reverse(f"storefront:{name}", args=args))
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["ETag"]
    assert "csrfmiddlewaretoken" not in answer.content.decode()


# --- asking ------------------------------------------------------------------------------------------------------

ASKED = {"words": "Est-il sans sel ?", "name": "Nadia", "email": "nadia@example.com", "website": ""}


def ask_url(product) -> str:
    return reverse("storefront:ask", args=[product.pk])


def test_a_guest_asks_and_is_told_of_the_answer(client):
    product = make_product()
    assert "no-store" in client.get(ask_url(product))["Cache-Control"]
    after = client.post(ask_url(product), ASKED, follow=True).content.decode()
    assert "You are told of the answer." in after
    question = Question.objects.get()
    assert (question.email, question.cooperative, question.language) == (
        "nadia@example.com", product.cooperative, "en",
    )  # fmt: skip


def test_who_is_signed_in_need_not_say_her_address(client):
    product, user = make_product(), make_user(name="Salma Idrissi")
    client.force_login(user)
    page = client.get(ask_url(product))
    assert "email" not in page.context["form"].fields
    assert page.context["form"].initial["name"] == "Salma I."
    client.post(ask_url(product), {"words": "Est-il doux ?", "name": "Salma"})
    assert Question.objects.get().user == user


def test_a_program_that_fills_everything_asks_nothing(client):
    client.post(ask_url(make_product()), ASKED | {"website": "http://spam.example"})
    assert not Question.objects.exists()
    assert not Message.objects.exists()


def test_too_many_questions_wait_and_keep_their_words(client):
    product = make_product()
    for number in range(6):
        client.post(ask_url(product), ASKED | {"words": f"Question {number}"})
    answer = client.post(ask_url(product), ASKED | {"words": "La septième"})
    assert answer.status_code == 422
    assert "Wait a few minutes" in answer.content.decode()
    assert "La septième" in answer.content.decode()
    assert Question.objects.count() == 6


@pytest.mark.parametrize(("field", "value"), [("words", ""), ("words", "x" * 1501), ("email", "nadia"), ("name", " ")])
def test_a_bad_question_is_said_beside_its_field(client, field, value):
    answer = client.post(ask_url(make_product()), ASKED | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not Question.objects.exists()


def test_nobody_asks_about_what_is_not_shown(client):
    product = make_product(state="paused")
    assert client.get(ask_url(product)).status_code == client.post(ask_url(product), ASKED).status_code == 404
    assert client.get(reverse("storefront:said", args=[product.pk])).status_code == 404


# --- words about an order ----------------------------------------------------------------------------------------


def test_a_guest_writes_to_the_cooperative_and_reads_its_answer(client):
    part = make_part()
    assert messages_url(part) in read(client, below_order(part, "track"))
    client.post(messages_url(part), {"words": "Puis-je changer l'heure ?"})
    make_message(part, "Oui, demain.", from_shopper=False)
    assert "new message" in read(client, below_order(part, "track"))
    body = read(client, messages_url(part))
    assert body.index("changer l&#x27;heure") < body.index("Oui, demain.")
    assert PartMessage.objects.unread_by(shopper=True).count() == 1, "reading a page writes nothing"
    client.post(messages_url(part), {"read": "1"})
    assert PartMessage.objects.unread_by(shopper=True).count() == 0


def test_her_account_says_which_order_has_news(client):
    user = make_user()
    part = make_part(user=user, email=user.email)
    make_message(part, "Bonjour", from_shopper=False)
    client.force_login(user)
    assert "new message" in read(client, reverse("account-home"))


@pytest.mark.parametrize("words", ["", "x" * 1501])
def test_a_bad_message_is_said_beside_it_and_kept(client, words):
    part = make_part()
    answer = client.post(messages_url(part), {"words": words})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"words"}
    assert words in answer.content.decode()
    assert not PartMessage.objects.exists()


def test_words_stay_words(client):
    part = make_part()
    make_message(part, "<script>alert(1)</script>", from_shopper=False)
    assert "<script>alert" not in read(client, messages_url(part))
