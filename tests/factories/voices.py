"""What shoppers and cooperatives say, through the real services."""

from catalogue.models import Product
from marketplace.shop.order.models import CooperativeOrder
from marketplace.shop.order.services.fulfil import part_accept, part_deliver, part_ship
from marketplace.shop.voices.models import BuyerReview, PartMessage, Question
from marketplace.shop.voices.services.conversation import part_message_send
from marketplace.shop.voices.services.question import question_answer, question_ask
from marketplace.shop.voices.services.review import review_accept, review_reply, review_write

from .catalogue import make_product
from .cooperatives import make_member, make_user
from .orders import make_part


def make_delivered(product: Product | None = None, **customer) -> CooperativeOrder:
    """A part with one product that is in the shopper's hands."""
    part = make_part(product, **customer)
    part_accept(part_id=part.pk, by=None)
    part_ship(part_id=part.pk, by=None)
    part_deliver(part_id=part.pk, by=None)
    part.refresh_from_db()
    return part


def write_review(part: CooperativeOrder, **words) -> BuyerReview:
    """Of the first line of a part."""
    said = {"score": 4, "title": "Très bon", "body": "Gonfle sans coller.", "name": "Salma I.", "language": "fr"}
    return review_write(line_id=part.lines.order_by("pk").first().pk, **{**said, **words})


def make_review(product: Product | None = None, *, reply: str = "", **words) -> BuyerReview:
    """Bought by somebody new, published, and answered where `reply` says something."""
    product = product or make_product()
    buyer = make_user()
    bought = write_review(make_delivered(product, email=buyer.email, user=buyer), **words)
    review_accept(review_id=bought.pk, by=None)
    if reply:
        member = make_member(product.cooperative)
        review_reply(review_id=bought.review_id, cooperative=product.cooperative, by=member, words=reply)
    bought.refresh_from_db()
    return bought


def make_question(product: Product | None = None, *, answer: str = "", **asked) -> Question:
    product = product or make_product()
    said = {"name": "Nadia", "email": "nadia@example.com", "words": "Est-il sans sel ?", "language": "fr"}
    question = question_ask(listing=product, **{**said, **asked})
    if answer:
        member = make_member(product.cooperative)
        question_answer(question_id=question.pk, cooperative=product.cooperative, by=member, words=answer)
        question.refresh_from_db()
    return question


def make_message(
    part: CooperativeOrder, words: str = "Quand arrive-t-il ?", *, from_shopper: bool = True
) -> PartMessage:
    return part_message_send(part_id=part.pk, from_shopper=from_shopper, words=words)
