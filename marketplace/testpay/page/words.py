"""The page's words in three languages; they are no part of the market's translations."""

from __future__ import annotations

LANGUAGES = {"fr": "Français", "ar": "العربية", "en": "English"}

_WORDS: dict[str, tuple[str, str, str]] = {
    "title": ("Paiement par carte", "الأداء بالبطاقة", "Pay by card"),
    "test": (
        "Test : aucun argent n’est débité.",
        "تجربة: لا يُسحب أي مبلغ.",
        "Test: no money moves.",
    ),
    "order": ("Votre commande", "طلبكم", "Your order"),
    "total": ("Total", "المجموع", "Total"),
    "number": ("Numéro de la carte d’essai", "رقم بطاقة التجربة", "Number of a test card"),
    "number_help": (
        "Ne tapez jamais le numéro d’une vraie carte ici.",
        "لا تكتبوا هنا أبداً رقم بطاقة حقيقية.",
        "Never type the number of a real card here.",
    ),
    "pay": ("Payer", "أداء", "Pay"),
    "cards": ("Ou touchez une carte d’essai", "أو المسوا بطاقة تجربة", "Or tap a test card"),
    "success": ("Le paiement réussit", "ينجح الأداء", "The payment succeeds"),
    "secure": ("La banque demande confirmation", "يطلب البنك التأكيد", "The bank asks to confirm"),
    "declined": ("La carte est refusée", "تُرفض البطاقة", "The card is declined"),
    "funds": ("Le solde ne suffit pas", "الرصيد غير كافٍ", "There is not enough money"),
    "back": ("Revenir sans payer", "الرجوع دون أداء", "Go back without paying"),
    "language": ("Langue", "اللغة", "Language"),
    "error_declined": (
        "La banque a refusé cette carte. Rien n’a été payé : essayez une autre carte.",
        "رفض البنك هذه البطاقة. لم يُؤدَّ أي مبلغ: جرّبوا بطاقة أخرى.",
        "The bank declined this card. Nothing was paid: try another card.",
    ),
    "error_funds": (
        "Il n’y a pas assez d’argent sur cette carte. Rien n’a été payé : essayez une autre carte.",
        "لا يوجد رصيد كافٍ في هذه البطاقة. لم يُؤدَّ أي مبلغ: جرّبوا بطاقة أخرى.",
        "There is not enough money on this card. Nothing was paid: try another card.",
    ),
    "error_number": (
        "Ce n’est pas un numéro de carte. Vérifiez les chiffres, ou touchez une carte d’essai.",
        "هذا ليس رقم بطاقة. تحققوا من الأرقام، أو المسوا بطاقة تجربة.",
        "This is no card number. Check the digits, or tap a test card.",
    ),
    "error_real": (
        "Seules les cartes d’essai sont acceptées ici.",
        "تُقبل هنا بطاقات التجربة فقط.",
        "Only test cards are taken here.",
    ),
    "error_bank": (
        "Votre banque n’a pas confirmé. Rien n’a été payé : essayez encore, ou prenez une autre carte.",
        "لم يؤكد بنككم. لم يُؤدَّ أي مبلغ: حاولوا من جديد، أو استعملوا بطاقة أخرى.",
        "Your bank did not confirm. Nothing was paid: try again, or take another card.",
    ),
    "bank_title": ("Votre banque demande", "بنككم يسأل", "Your bank asks"),
    "bank_ask": (
        "Est-ce bien vous qui payez ce montant ?",
        "هل أنتم من يؤدي هذا المبلغ؟",
        "Is it you who pays this amount?",
    ),
    "confirm": ("Oui, je confirme", "نعم، أؤكد", "Yes, I confirm"),
    "refuse": ("Non, je refuse", "لا، أرفض", "No, I refuse"),
    "paid_title": ("C’est déjà payé", "تم الأداء من قبل", "Already paid"),
    "paid": (
        "Cette commande a été payée une fois. Il n’y a plus rien à faire ici.",
        "تم أداء هذا الطلب مرة واحدة. لم يبق شيء للقيام به هنا.",
        "This order was paid, once. There is nothing left to do here.",
    ),
    "to_shop": ("Retour au marché", "الرجوع إلى السوق", "Back to the market"),
    "expired_title": ("Le temps est écoulé", "انتهى الوقت", "The time is over"),
    "expired": (
        "Cette page de paiement n’est plus valable et rien n’a été payé. Recommencez depuis le marché.",
        "صفحة الأداء هذه لم تعد صالحة ولم يُؤدَّ أي مبلغ. أعيدوا المحاولة من السوق.",
        "This payment page is no longer valid, and nothing was paid. Start again from the market.",
    ),
    "nothing_title": ("Page introuvable", "الصفحة غير موجودة", "Nothing here"),
    "nothing": (
        "Cette page de paiement n’existe pas.",
        "صفحة الأداء هذه غير موجودة.",
        "There is no such payment page.",
    ),
}


def words_of(language: str) -> dict[str, str]:
    place = list(LANGUAGES).index(language)
    return {name: texts[place] for name, texts in _WORDS.items()}


def language_of(asked: str, locale: str | None, accepted: str) -> str:
    """asked: what the reader chose on the page; locale: the session's, "auto" or empty where it leaves the choice to
    the browser; accepted: the browser's Accept-Language."""
    if asked in LANGUAGES:
        return asked
    if locale not in (None, "auto"):
        return locale.partition("-")[0] if locale.partition("-")[0] in LANGUAGES else "en"
    spoken = (part.partition(";")[0].strip().partition("-")[0].lower() for part in accepted.split(","))
    return next((language for language in spoken if language in LANGUAGES), "en")


def money(centimes: int, currency: str, language: str) -> str:
    """1 234,50 MAD in French, 1,234.50 MAD elsewhere; Arabic readers of Morocco read these digits."""
    text = f"{centimes / 100:,.2f}"
    if language != "en":
        text = text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
    unit = "درهم" if language == "ar" and currency == "mad" else currency.upper()
    return f"{text}\N{NO-BREAK SPACE}{unit}"
