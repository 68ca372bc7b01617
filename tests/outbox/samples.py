"""One payload of every letter the shop sends, as rich as they come."""

COOPERATIVE = {"cooperative": "Al Alfia Atalita", "slug": "al-alfia-atalita", "craft": "couscous"}
PART = {"number": "K7M2Q9", "tracking_url": "http://localhost:8000/fr/track/K7M2Q9/s3cr3t/", **COOPERATIVE}
LINES = [
    {"title": "Couscous d’orge belboula, 1 kg", "quantity": 2},
    {"title": "Couscous complet, 500 g", "quantity": 12},
]
MONEY = {
    **COOPERATIVE,
    "band": {"slug": "al-alfia-atalita", "craft": "couscous"},
    "url": "http://localhost:8000/fr/seller/al-alfia-atalita/money/",
    "delegation_phone": "+212 524 44 67 08",
}
GONE = {**PART, "reason": "Plus de stock", "lines": LINES, "others": True}

PAID = {"number": "K7M2Q9", "amount": "350.00", "tracking_url": PART["tracking_url"]}

# What goes back, and what is claimed, all have one shape.
NOTE = {
    "number": "K7M2Q9-1",
    "slug": "al-alfia-atalita",
    "craft": "couscous",
    "subject_line": "\u2066K7M2Q9-1\u2069 : \u2066120,00\u2069 MAD vous sont rendus",
    "title": "\u2066120,00\u2069 MAD vous sont rendus.",
    "sentences": ["La raison : le pot était cassé", "Votre banque le montre sous dix jours."],
    "words": "Avec nos excuses.",
    "label": "Voir ma commande",
    "url": "http://localhost:8000/fr/track/K7M2Q9/s3cr3t/",
}
NOTES = ("refund_made", "refund_of_part", "refund_transferred", "refund_refused", "claim_opened", "claim_send_back",
         "claim_refused", "claim_escalated", "claim_to_decide", "dispute_of_part")  # fmt: skip

PAYLOADS = {
    "order_confirmed": {
        "number": "K7M2Q9",
        "placed_at": "2026-11-14T13:32:00+00:00",
        "total": "2562.50",
        "payment_method": "cod",
        "tracking_url": PART["tracking_url"],
        "customer_name": "Salma Berrada",
        "address": ["12, rue Ibn Batouta", "Près de la mosquée", "40000 Marrakech", "+212 661 23 45 67"],
        "parts": [
            {
                **COOPERATIVE,
                "phone": "+212 524 00 00 01",
                "method": "parcel",
                "pickup_address": "",
                "carrier": "Amana",
                "days_min": 2,
                "days_max": 4,
                "charge": "35.00",
                "goods_total": "84.00",
                "cash_due": "119.00",
                "lines": [
                    {
                        "title": "Couscous d’orge belboula, 1 kg",
                        "quantity": 2,
                        "unit_price": "42.00",
                        "total": "84.00",
                    }
                ],
            },
            {
                "cooperative": "Kokiaj Mogador",
                "slug": "kokiaj-mogador",
                "craft": "cheese",
                "phone": "+212 524 00 00 02",
                "method": "pickup",
                "pickup_address": "Route d’Agadir, Essaouira",
                "opening": "du lundi au samedi, de 9 h à 13 h",
                "carrier": "",
                "days_min": None,
                "days_max": 3,
                "charge": "0.00",
                "goods_total": "2443.50",
                "cash_due": "2443.50",
                "lines": [
                    {"title": "Fromage frais aux herbes", "quantity": 1, "unit_price": "43.50", "total": "43.50"},
                    {"title": "Meule affinée", "quantity": 1, "unit_price": "2400.00", "total": "2400.00"},
                ],
            },
        ],
        "terms_url": "http://localhost:8000/fr/terms/",
        "withdrawal_days": 7,
        "excluded_titles": ["Fromage frais aux herbes", "Meule affinée"],
    },
    "order_received": {
        "number": "K7M2Q9-1",
        **COOPERATIVE,
        "lines": LINES,
        "goods_total": "2400.00",
        "charge": "35.00",
        "cash_due": "2435.00",
        "accept_by": "2026-11-16T17:00:00+00:00",
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/orders/1/",
        "customer_name": "Salma B.",
        "city": "Marrakech",
        "method": "parcel",
    },
    "parcel_sent": {
        **PART,
        "carrier": "Amana",
        "tracking_number": "RR123456789MA",
        "lines": LINES,
        "cash_due": "1119.00",
        "remaining": True,
    },
    "parcel_delivered": {**PART, "withdrawal_days": 7},
    "ready_for_pickup": {
        **PART,
        "pickup_address": "Bourous, Rehamna",
        "opening": "tous les jours, de 8 h à 12 h",
        "phone": "+212 524 00 00 01",
        "cash_due": "84.00",
    },
    "part_declined": GONE,
    "part_cancelled": GONE,
    "transfer_awaited": {
        "number": "K7M2Q9",
        "customer_name": "Salma B.",
        "amount": "350.00",
        "tracking_url": PART["tracking_url"],
        "expires_at": "2026-11-16T22:59:00+00:00",
        "bank": {"holder": "Taâwon", "name": "Banque du Souk", "rib": "007 810 0001234567890123 45"},
    },
    "transfer_missed": {**PAID, "customer_name": "Salma B."},
    "payment_given_back": {**PAID, "trouble": "too_late"},
    "payment_trouble": {**PAID, "url": "http://localhost:8000/fr/delegation/payments/", "trouble": "amount"},
    "payment_disputed": {
        **PAID,
        "url": "http://localhost:8000/fr/delegation/payments/",
        "state": "open",
        "held": "350.00",
        "answer_by": "2026-12-01T10:00:00+00:00",
    },
    "order_unheard": {
        "number": "K7M2Q9-1",
        **COOPERATIVE,
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/orders/1/",
    },
    "review_invitation": {
        "number": "K7M2Q9",
        **COOPERATIVE,
        "titles": ["Couscous d’orge belboula", "Huile d’argan 250 ml"],
        "url": PART["tracking_url"],
    },
    "review_accepted": {"title": "Couscous d’orge", **COOPERATIVE, "url": "http://localhost:8000/fr/catalogue/7/said/"},
    "review_refused": {
        "title": "Couscous d’orge",
        **COOPERATIVE,
        "reason": "Cela fait de la publicité",
        "words": "Sans le lien, s’il vous plaît.",
        "url": "http://localhost:8000/fr/track/K7M2Q9/s3cr3t/review/7/",
    },
    "review_removed": {
        "title": "Couscous d’orge",
        **COOPERATIVE,
        "reason": "Cela blesse quelqu’un",
        "words": "Restons polis.",
        "url": "http://localhost:8000/fr/track/K7M2Q9/s3cr3t/review/7/",
    },
    "answer_removed": {
        "title": "Couscous d’orge",
        **COOPERATIVE,
        "answer": "Achetez chez mon cousin.",
        "reason": "Cela fait de la publicité",
        "words": "Pas ici.",
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/voices/",
    },
    "question_asked": {
        "title": "Couscous d’orge",
        **COOPERATIVE,
        "name": "Nadia",
        "words": "Est-il sans sel ?",
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/voices/questions/7/",
    },
    "question_answered": {
        "title": "Couscous d’orge",
        **COOPERATIVE,
        "words": "Est-il sans sel ?",
        "answer": "Oui, sans sel.",
        "url": "http://localhost:8000/fr/catalogue/7/said/",
    },
    "shopper_wrote": {
        "number": "K7M2Q9-1",
        **COOPERATIVE,
        "name": "Salma Berrada",
        "words": "Puis-je changer l’adresse ?",
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/orders/1/messages/",
    },
    "cooperative_wrote": {
        "number": "K7M2Q9",
        **COOPERATIVE,
        "words": "Oui, avant midi.",
        "url": "http://localhost:8000/fr/track/K7M2Q9/s3cr3t/messages/1/",
    },
    "ledger_broken": {
        "count": 2,
        "faults": [
            "une écriture ne s’équilibre pas: sale part 17 (-1 centimes)",
            "le client a reçu plus qu’il n’a payé: 17 (-12000 centimes)",
        ],
    },
    "bank_account_added": {**MONEY, "ending": "901275", "holder": "Coopérative Al Alfia", "by": "Khadija Amrani"},
    "bank_account_accepted": {**MONEY, "ending": "901275"},
    "bank_account_refused": {**MONEY, "ending": "901275", "words": "Ce compte est à une personne."},
    "payout_sent": {**MONEY, "amount": "1240.50", "ending": "901275", "reference": "TAAWON-261116-7"},
    "payout_returned": {**MONEY, "amount": "1240.50", "ending": "901275", "words": "Compte clos"},
    "debt_settled": {**MONEY, "amount": "120.00", "reference": "VIR 2210"},
    "payout_proposed": {
        "reference": "TAAWON-261116",
        "count": 12,
        "total": "18240.50",
        "url": "http://localhost:8000/fr/delegation/payouts/3/",
    },
    "part_called_off": {**GONE, "by_shopper": True},
    "order_called_off": {
        **PART,
        "number": "K7M2Q9-1",
        "reason": "Annulé par le client",
        "lines": LINES,
        "url": "http://localhost:8000/fr/seller/al-alfia-atalita/orders/1/",
    },
    **dict.fromkeys(NOTES, NOTE),
}
