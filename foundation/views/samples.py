"""What the gallery shows: invented faces in English and Arabic. Upper rooms' faces are imitated by their attributes."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace as Sample
from typing import Any

from foundation.cards import Card, Chrome, LanguageLink, Link, TranslationNote
from foundation.faces import NameFace

WORDS = {
    "en": {
        "statement": "People who defend rights, in a conversation that outlasts the room.",
        "edition": "Building Solidarity Toward Equality for All",
        "standfirst": "Two days of closed workshops on three themes, a public forum, and a statement addressed to "
        "governments and civil society.",
        "forums": "Forums",
        "themes": "Themes",
        "search": "Search",
        "place": "Atlanta",
        "closed": "Getting support to where it is needed",
        "panel": "Panel: the year in witness",
        "long": "A session whose title was written by somebody who wanted to leave nothing out, and who therefore put "
        "the whole argument of an hour into one line",
        "workshop": "Workshop",
        "quote": "A statement is a promise with witnesses. The archive is how the witnesses keep count.",
        "name": "Ruth Adeyemi",
        "other": "The Lantern Collective",
        "role": "Rapporteur",
        "theme": "Protection and its gaps",
        "topic": "Reprisals",
        "claim": "about 50, from 28 countries",
        "source": "press release, 18 November",
        "footer": "Common Ground is kept by the people who meet in it. Nothing on these pages is loaded from anywhere "
        "else, and nobody is counted.",
    },
    "ar": {
        "statement": "مدافعون عن الحقوق في حوار يبقى بعد أن تخلو القاعة.",
        "edition": "بناء التضامن نحو المساواة للجميع",
        "standfirst": "يومان من ورش العمل المغلقة حول ثلاثة مواضيع، ومنتدى عام، "
        "وبيان موجَّه إلى الحكومات والمجتمع المدني.",
        "forums": "المنتديات",
        "themes": "المواضيع",
        "search": "البحث",
        "place": "أتلانتا",
        "closed": "إيصال الدعم إلى حيث الحاجة",
        "panel": "جلسة: عام من الشهادة",
        "long": "جلسة أراد كاتب عنوانها ألا يترك شيئًا خارجه، فوضع حجة ساعة كاملة في سطر واحد طويل",
        "workshop": "ورشة عمل",
        "quote": "البيان وعد له شهود، والأرشيف هو الطريقة التي يحسب بها الشهود.",
        "name": "روث أديمي",
        "other": "جماعة الفانوس",
        "role": "مقررة",
        "theme": "الحماية وثغراتها",
        "topic": "الأعمال الانتقامية",
        "claim": "نحو ٥٠ من ٢٨ بلدًا",
        "source": "بيان صحفي",
        "footer": "أرض مشتركة يحفظها من يلتقون فيها. لا يُحمَّل شيء في هذه الصفحات من مكان آخر، ولا يُحصى أحد.",
    },
}
DAYS = (
    (2003, 11), (2005, 6), (2006, 5), (2007, 9), (2008, 12), (2011, 4), (2013, 6), (2015, 2), (2015, 12), (2016, 5),
    (2017, 5), (2018, 7), (2019, 10),
)  # fmt: skip


def samples(language: str) -> dict[str, Any]:
    """Everything that the gallery's template needs, in English or Arabic."""
    words = WORDS.get(language, WORDS["en"])
    sessions = sample_sessions(words)
    return {
        "words": words,
        "frame": sample_frame(words, language),
        "trail": [Link(words["forums"], "#"), Link(words["edition"], "#")],
        "cards": sample_cards(words),
        "days": [
            Sample(held_on=date(2019, 10, 13), sessions=sessions[:2]),
            Sample(held_on=date(2019, 10, 14), sessions=sessions[2:3]),
            Sample(held_on=date(2019, 10, 15), sessions=sessions[1:]),
        ],
        "sessions": sessions,
        "people": sample_people(words),
        "seeds": range(1, 25),
        "documents": [
            Sample(title=words["edition"], url="#", extension="pdf", size=217_088, description=words["standfirst"])
        ],
        "marks": sample_marks(words),
        "entries": [
            Sample(label=words["theme"], url="#", count=64, topics=[Sample(label=words["topic"], url="#", count=31)]),
            Sample(label=words["themes"], url="#", count=7, topics=[]),
        ],
        "points": sample_points(words),
        "notes": [
            TranslationNote("es", is_mirror=True),
            TranslationNote(is_shortened=True, whole=Link(words["panel"], "#", language="en")),
        ],
        "outcome": Sample(fingerprint="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        "press": sample_press(words),
        "messages": sample_messages(words, language),
        "recording": Link(words["panel"], "https://media.ccc.de/v/sample"),
        **sample_statements(words, language),
        **sample_answer(words, language),
    }


def sample_points(words: dict[str, str]) -> list[Sample]:
    """Numbered points: one with everything, one bare and long."""
    return [
        Sample(url="#point-1", anchor="point-1", number=1, kind_label=words["claim"], language="", text=words["quote"],
               explanation=words["standfirst"], addressee_labels=[words["forums"]], named=[words["other"]],
               goals=["5.2", "16.10"], themes=(Link(words["theme"], "#"),)),
        Sample(url="#point-2", anchor="point-2", number=2, kind_label=words["claim"], language="", text=words["long"],
               explanation="", addressee_labels=[], named=[], goals=[], themes=()),
    ]  # fmt: skip


def sample_press(words: dict[str, str]) -> list[Sample]:
    """An article, a long Spanish one that is gone but for its copy, one that is gone altogether."""
    common = {"outlet": words["other"], "dated": "20 October 2019", "language": "", "url": "https://herald.example/",
              "edition": Link(words["edition"], "#"), "best_url": "#", "copy_url": "#", "is_dead": False,
              "themes": ()}  # fmt: skip
    return [
        Sample(**{**common, "anchor": "press-1", "title": words["edition"], "themes": (Link(words["theme"], "#"),)}),
        Sample(**{**common, "anchor": "press-2", "title": "Quién falta en la mesa", "language": "es", "is_dead": True}),
        Sample(**{**common, "anchor": "press-3", "title": words["long"], "best_url": "", "copy_url": "",
                  "is_dead": True}),
    ]  # fmt: skip


def sample_messages(words: dict[str, str], language: str) -> list[Sample]:
    """Somebody named, somebody withheld in Spanish."""
    common = {"session": Link(words["panel"], "#"), "place": "#", "dated": "15 October 2019", "themes": ()}
    return [
        Sample(**common, anchor="message-1", words=words["quote"], language=language, source=words["source"],
               speaker=NameFace(words["name"], words["role"], 7), source_url="#"),
        Sample(**common, anchor="message-2", words="Solidaridad es llegar antes que la noticia.", language="es",
               speaker=NameFace(""), source="Mesa redonda 2", source_url=""),
    ]  # fmt: skip


def sample_statements(words: dict[str, str], language: str) -> dict[str, Any]:
    """What somebody said, and numbers that sources disagree about."""
    planned = {"measure_label": "Participants", "held_label": "as planned", "source_url": ""}
    reported = {"measure_label": "Participants", "held_label": "as reported", "source_url": "#"}
    spanish = "Solidaridad es llegar antes que la noticia."
    return {
        "claims": [
            Sample(**planned, value="more than 25", source="concept note"),
            Sample(**reported, value=words["claim"], source=words["source"]),
        ],
        "quotations": [
            {"words": words["quote"], "language": language, "source": words["source"], "source_url": ""},
            {"words": spanish, "language": "es", "source": "Mesa redonda 2", "source_url": ""},
        ],
        "speaker": NameFace(words["name"], words["role"], 7),
        "withheld": NameFace(""),
    }


def sample_answer(words: dict[str, str], language: str) -> dict[str, Any]:
    """What the reading room draws: a group of values, filters that are on, hits."""
    values = [
        Sample(value=str(count), label=label, count=count, is_chosen=count == 61)
        for label, count in ((words["workshop"], 61), (words["panel"], 18), (words["long"], 4))
    ]
    passage = [Sample(text=words["quote"] + " ", is_marked=False), Sample(text=words["topic"], is_marked=True)]
    hit = {"key": "f11fa420-05b0-4282-aa45-d0c716bc6727", "kind": "session", "kind_label": words["workshop"],
           "url": "#", "date": 20191015, "others": ("fr",), "edition_title": ""}  # fmt: skip
    return {
        "question": Sample(text="", sort="best"),
        "groups": [Sample(name="kind", label=words["themes"], facet=Sample(values=values, highest=61), histogram=None)],
        "trail_chips": [Sample(url="#", label=words["workshop"])],
        "orders": [
            Sample(label=words["topic"], url="#", is_current=True),
            Sample(label="→", url="#", is_current=False),
        ],
        "hits": [
            Sample(**hit, title=words["long"], language=language, passage=passage),
            Sample(**hit, title="من يغيب عن الطاولة", language="ar", passage=[Sample(text="ما قيل", is_marked=True)]),
        ],
    }


def sample_frame(words: dict[str, str], language: str) -> Chrome:
    """A frame in four languages."""
    names = (("en", "English", "ltr"), ("fr", "Français", "ltr"), ("es", "Español", "ltr"), ("ar", "العربية", "rtl"))
    return Chrome(
        site_name="Common Ground",
        tagline="",
        footer=words["footer"],
        menu=(Link(words["forums"], "#", is_current=True), Link(words["themes"], "#")),
        footer_links=(Link(words["standfirst"][:32], "#"), Link(words["themes"], "#")),
        languages=tuple(LanguageLink(code, name, way, "#", code == language) for code, name, way in names),
        search=Link(words["search"], "#"),
        sign_in_url="#",
        account_url="#",
    )


def sample_sessions(words: dict[str, str]) -> list[Sample]:
    """Closed, recorded, long-winded, Spanish, Arabic."""
    common = {"url": "#", "language": "", "held_on": date(2019, 10, 13), "precision": "day", "themes": (),
              "recording": None, "has_transcript": False, "starts_at": None, "is_closed": False,
              "kind_label": words["workshop"]}  # fmt: skip
    theme = (Link(words["theme"], "#"),)
    return [
        Sample(**{**common, "title": words["closed"], "is_closed": True, "themes": theme, "kind_label": ""}),
        Sample(**{**common, "title": words["panel"], "starts_at": time(9, 45), "has_transcript": True,
                  "recording": Link("", "#")}),
        Sample(**{**common, "title": words["long"], "starts_at": time(16, 30)}),
        Sample(**{**common, "title": "Mesa: quién falta", "language": "es", "starts_at": time(18)}),
        Sample(**{**common, "title": "من يغيب عن الطاولة", "language": "ar"}),
    ]  # fmt: skip


def sample_people(words: dict[str, str]) -> list[Sample]:
    """Two that are named; nobody else has a face here."""
    named = [NameFace(words["name"], "", 7), NameFace(words["other"], "", 19)]
    return [Sample(who=who, role_label=words["role"], category_label="", country="") for who in named]


def sample_cards(words: dict[str, str]) -> list[Card]:
    """Short, long, in other languages, without a date."""
    return [
        Card("session", words["workshop"], words["panel"], "#", words["standfirst"], "", "15 October 2019", 2019),
        Card("session", words["workshop"], words["long"], "#", "", "", "14 October 2019", 2019),
        Card("session", "Sesión", "Mesa: quién falta", "#", "Lo que se dijo.", "es", "9 mayo 2017", 2017),
        Card("session", "جلسة", "من يغيب عن الطاولة", "#", "ما قيل في القاعة عمّن لم يكن فيها.", "ar"),
    ]


def sample_marks(words: dict[str, str]) -> list[Sample]:
    """Thirteen editions as they fell, one outside the count."""
    numbers = [1, 2, 3, 4, 5, 6, 7, 8, None, 9, 10, 11, 12]
    marks = [
        Sample(title=words["edition"], url="#", language="", number=number, place="Accra, Ghana" if not number else "",
               starts_on=date(year, month, 12), ends_on=date(year, month, 15), sessions=6)
        for (year, month), number in zip(DAYS, numbers, strict=True)
    ]  # fmt: skip
    return list(reversed(marks))
