"""What is sold in a measured shop: a pure function of a number, the same for us and for stock Oscar.

Words are spread as in a real shop: a kind of goods stands in one title of 32 (its oil, rug or box in more), a way of
making in one of 30, the name of a line in ten titles however large the shop is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from django.utils.text import slugify

# Raise it when another shop comes out: seeded databases of an older one are made again.
RECIPE = 1
SELLERS = 50
LANGUAGES = ("fr", "ar", "en")
OPENED = datetime(2026, 1, 1, tzinfo=UTC)

# Shelf -> its kinds; eight shelves of four kinds are the forty categories.
SHELVES: dict[tuple[str, str, str], tuple[tuple[str, str, str], ...]] = {
    ("Huiles", "الزيوت", "Oils"): (
        ("Huile d’argan", "زيت أركان", "Argan oil"),
        ("Huile d’olive", "زيت الزيتون", "Olive oil"),
        ("Huile de sésame", "زيت السمسم", "Sesame oil"),
        ("Huile de cactus", "زيت التين الشوكي", "Prickly pear oil"),
    ),
    ("Tapis", "الزرابي", "Rugs"): (
        ("Tapis noué", "زربية معقودة", "Knotted rug"),
        ("Tapis tissé", "زربية منسوجة", "Woven rug"),
        ("Hanbel", "حنبل", "Hanbel"),
        ("Coussin de laine", "وسادة من الصوف", "Woollen cushion"),
    ),
    ("Couscous", "الكسكس", "Couscous"): (
        ("Couscous de blé", "كسكس القمح", "Wheat couscous"),
        ("Couscous d’orge", "كسكس الشعير", "Barley couscous"),
        ("Couscous de maïs", "كسكس الذرة", "Maize couscous"),
        ("Farine d’orge", "دقيق الشعير", "Barley flour"),
    ),
    ("Miels", "العسل", "Honeys"): (
        ("Miel de thym", "عسل الزعتر", "Thyme honey"),
        ("Miel d’oranger", "عسل زهر البرتقال", "Orange blossom honey"),
        ("Miel d’euphorbe", "عسل الدغموس", "Euphorbia honey"),
        ("Pollen", "حبوب اللقاح", "Pollen"),
    ),
    ("Épices", "التوابل", "Spices"): (
        ("Cumin", "كمون", "Cumin"),
        ("Safran", "زعفران", "Saffron"),
        ("Verveine", "لويزة", "Verbena"),
        ("Romarin", "أزير", "Rosemary"),
    ),
    ("Bois", "الخشب", "Wood"): (
        ("Boîte de thuya", "علبة من العرعار", "Thuya box"),
        ("Plateau de thuya", "صينية من العرعار", "Thuya tray"),
        ("Cuillère de citronnier", "ملعقة من خشب الليمون", "Lemonwood spoon"),
        ("Échiquier", "رقعة شطرنج", "Chessboard"),
    ),
    ("Poterie", "الفخار", "Pottery"): (
        ("Tajine", "طاجين", "Tagine"),
        ("Plat de terre", "صحن من الطين", "Earthen dish"),
        ("Jarre", "جرة", "Jar"),
        ("Lanterne", "فانوس", "Lantern"),
    ),
    ("Soins", "العناية", "Care"): (
        ("Savon noir", "صابون بلدي", "Black soap"),
        ("Ghassoul", "غاسول", "Ghassoul"),
        ("Eau de rose", "ماء الورد", "Rose water"),
        ("Henné", "حناء", "Henna"),
    ),
}
MAKING = (
    ("à l’ancienne", "على الطريقة القديمة", "the old way"), ("de montagne", "جبلي", "from the mountains"),
    ("du printemps", "ربيعي", "of spring"), ("première récolte", "من أول جني", "first harvest"),
    ("sans mélange", "خالص", "unmixed"), ("de fête", "للأعياد", "for feasts"),
    ("du matin", "صباحي", "of the morning"), ("clair", "فاتح", "light"),
    ("foncé", "داكن", "dark"), ("grand format", "حجم كبير", "large"),
    ("petit format", "حجم صغير", "small"), ("à offrir", "للإهداء", "to give"),
    ("de réserve", "مخزون", "reserve"), ("du village", "من الدوار", "of the village"),
    ("de la vallée", "من الوادي", "of the valley"), ("deux saisons", "موسمان", "two seasons"),
    ("patiemment séché", "مجفف ببطء", "slowly dried"), ("choisi grain à grain", "منتقى حبة حبة", "picked by hand"),
    ("de la plaine", "من السهل", "of the plain"), ("sans hâte", "بلا عجلة", "unhurried"),
    ("des sœurs", "من الأخوات", "of the sisters"), ("du plateau", "من الهضبة", "of the highland"),
    ("au soleil", "في الشمس", "in the sun"), ("à l’ombre", "في الظل", "in the shade"),
    ("du verger", "من البستان", "of the orchard"), ("de tous les jours", "لكل يوم", "for every day"),
    ("de l’année", "من هذه السنة", "of this year"), ("pour deux", "لشخصين", "for two"),
    ("pour la famille", "للعائلة", "for the family"), ("du littoral", "من الساحل", "of the coast"),
)  # fmt: skip
TELLING = (
    ("Préparé en petites quantités par les femmes du douar.", "يحضر بكميات صغيرة على يد نساء الدوار.",
     "Made in small batches by the women of the hamlet."),
    ("Chaque lot porte son numéro et le jour où il fut fini.", "تحمل كل دفعة رقمها ويوم إتمامها.",
     "Each batch carries its number and the day it was finished."),
    ("La matière vient de moins de trente kilomètres.", "تأتي المادة الأولية من أقل من ثلاثين كيلومترا.",
     "What it is made of comes from less than thirty kilometres away."),
    ("Rien n’est ajouté et rien n’est enlevé.", "لا يضاف إليه شيء ولا ينزع منه شيء.",
     "Nothing is added and nothing is taken away."),
    ("Le travail prend quatre jours, dont un d’attente.", "يستغرق العمل أربعة أيام منها يوم انتظار.",
     "The work takes four days, one of them waiting."),
    ("On le garde au sec, loin de la lumière.", "يحفظ في مكان جاف بعيدا عن الضوء.",
     "Keep it dry and away from light."),
    ("Les gestes sont appris des mères et des grands-mères.", "الحركات موروثة عن الأمهات والجدات.",
     "The gestures were learnt from mothers and grandmothers."),
    ("Deux pièces ne se ressemblent jamais tout à fait.", "لا تتشابه قطعتان تماما أبدا.",
     "No two pieces are ever quite alike."),
    ("Le prix dit ce qui revient à celles qui l’ont fait.", "يقول الثمن ما يعود على من صنعنه.",
     "The price says what goes to those who made it."),
    ("Livré dans un papier fort et une ficelle de chanvre.", "يسلم في ورق متين وخيط من القنب.",
     "Sent in strong paper and hemp string."),
    ("L’atelier est ouvert à qui veut voir.", "الورشة مفتوحة لمن يريد أن يرى.",
     "The workshop is open to whoever wants to see."),
    ("Une part de chaque vente paie l’école du soir.", "جزء من كل عملية بيع يؤدي تكاليف مدرسة المساء.",
     "A part of each sale pays for the evening school."),
)  # fmt: skip
_SYLLABLES = ("ta", "mi", "za", "ro", "ni", "gu", "la", "fe", "si", "do", "ba", "wi", "khe", "ju", "re", "mo")
# How many descriptions there are: shops say much alike.
DESCRIPTIONS = 600


@dataclass(frozen=True)
class Goods:
    """One thing that is sold. number counts from 1; kind and seller are places in their lists, from 0."""

    number: int
    kind: int
    seller: int
    title: tuple[str, str, str]
    description: tuple[str, str, str]
    price: Decimal
    stock: int
    certified: bool
    free_from: tuple[str, ...]
    scores: tuple[int, ...]
    created: datetime


def shelves() -> list[tuple[str, str, str]]:
    return list(SHELVES)


@cache
def kinds() -> list[tuple[int, tuple[str, str, str]]]:
    """(number of its shelf, names) of each of the 32."""
    return [(shelf, kind) for shelf, row in enumerate(SHELVES.values()) for kind in row]


def line_word(number: int) -> str:
    """A word that ten products share, whatever the size of the shop."""
    rest, word = (number - 1) // 10 + 4096, ""
    while rest:
        rest, digit = divmod(rest, len(_SYLLABLES))
        word += _SYLLABLES[digit]
    return word


def goods(size: int) -> Iterator[Goods]:
    """The products 1 to size; a larger shop begins with the smaller one."""
    return map(one_good, range(1, size + 1))


def one_good(number: int) -> Goods:
    chance = Random(number)
    kind, making, line = chance.randrange(len(kinds())), chance.choice(MAKING), line_word(number).title()
    return Goods(
        number=number,
        kind=kind,
        seller=chance.randrange(SELLERS),
        title=tuple(f"{name} {how} {line}" for name, how in zip(kinds()[kind][1], making, strict=True)),
        description=description(chance.randrange(DESCRIPTIONS)),
        price=Decimal(chance.randrange(1500, 90000)) / 100,
        stock=0 if chance.random() < 0.08 else chance.randrange(1, 200),
        certified=chance.random() < 0.4,
        free_from=("gluten",) if chance.random() < 0.3 else (),
        scores=tuple(chance.randrange(3, 6) for _ in range(1 + number % 3)) if number % 20 == 0 else (),
        created=OPENED + timedelta(minutes=number),
    )


def slug(one: Goods) -> str:
    """Of its French title and its number, as both shops write it."""
    return f"{slugify(one.title[0])[:48].rstrip('-')}-{one.number}"


@cache
def description(number: int) -> tuple[str, str, str]:
    told = Random(-1 - number).sample(TELLING, 5)
    return tuple("".join(f"<p>{sentence[place]}</p>" for sentence in told) for place in range(len(LANGUAGES)))
