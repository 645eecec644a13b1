"""Real sentences in seven languages: an inflected question finds them, and only they.

The sentences are articles 5, 9, 14 and 20 of the Universal Declaration of Human Rights (General Assembly resolution
217 A (III), 10 December 1948), as the Office of the High Commissioner publishes its translations.
"""

from pathlib import Path

import pytest

from search.engines.embedded import Embedded
from tests.factories.search import asked, filled, keys, record

ARTICLES = {
    "en": {
        5: "No one shall be subjected to torture or to cruel, inhuman or degrading treatment or punishment.",
        9: "No one shall be subjected to arbitrary arrest, detention or exile.",
        14: "Everyone has the right to seek and to enjoy in other countries asylum from persecution.",
        20: "Everyone has the right to freedom of peaceful assembly and association.",
    },
    "fr": {
        5: "Nul ne sera soumis à la torture, ni à des peines ou traitements cruels, inhumains ou dégradants.",
        9: "Nul ne peut être arbitrairement arrêté, détenu ni exilé.",
        14: "Devant la persécution, toute personne a le droit de chercher asile et de bénéficier de l’asile en "
        "d’autres pays.",
        20: "Toute personne a droit à la liberté de réunion et d’association pacifiques.",
    },
    "es": {
        5: "Nadie será sometido a torturas ni a penas o tratos crueles, inhumanos o degradantes.",
        9: "Nadie podrá ser arbitrariamente detenido, preso ni desterrado.",
        14: "En caso de persecución, toda persona tiene derecho a buscar asilo, y a disfrutar de él, en cualquier "
        "país.",
        20: "Toda persona tiene derecho a la libertad de reunión y de asociación pacíficas.",
    },
    "ar": {
        5: "لا يعرض أي إنسان للتعذيب ولا للعقوبات أو المعاملات القاسية أو الوحشية أو الحاطة بالكرامة.",
        9: "لا يجوز القبض على أي إنسان أو حجزه أو نفيه تعسفاً.",
        14: "لكل فرد الحق أن يلجأ إلى بلاد أخرى أو يحاول الالتجاء إليها هربا من الاضطهاد.",
        20: "لكل شخص الحق في حرية الاشتراك في الجمعيات والجماعات السلمية.",
    },
    "de": {
        5: "Niemand darf der Folter oder grausamer, unmenschlicher oder erniedrigender Behandlung oder Strafe "
        "unterworfen werden.",
        9: "Niemand darf willkürlich festgenommen, in Haft gehalten oder des Landes verwiesen werden.",
        14: "Jeder hat das Recht, in anderen Ländern vor Verfolgung Asyl zu suchen und zu genießen.",
        20: "Alle Menschen haben das Recht, sich friedlich zu versammeln und zu Vereinigungen zusammenzuschließen.",
    },
    "ru": {
        5: "Никто не должен подвергаться пыткам или жестоким, бесчеловечным или унижающим его достоинство обращению и "
        "наказанию.",
        9: "Никто не может быть подвергнут произвольному аресту, задержанию или изгнанию.",
        14: "Каждый человек имеет право искать убежища от преследования в других странах и пользоваться этим убежищем.",
        20: "Каждый человек имеет право на свободу мирных собраний и ассоциаций.",
    },
    "pt": {
        5: "Ninguém será submetido a tortura nem a penas ou tratamentos cruéis, desumanos ou degradantes.",
        9: "Ninguém pode ser arbitrariamente preso, detido ou exilado.",
        14: "Toda a pessoa sujeita a perseguição tem o direito de procurar e de beneficiar de asilo em outros países.",
        20: "Toda a pessoa tem direito à liberdade de reunião e de associação pacíficas.",
    },
}
# Another form of the word than the one that stands there → where it stands.
FORMS = {
    "en": {"tortured": 5, "punishments": 5, "detentions": 9, "exiled": 9, "persecuted": 14, "peacefully": 20},
    "fr": {"tortures": 5, "cruelle": 5, "exilées": 9, "persécutions": 14, "associations": 20, "pacifique": 20},
    "es": {"tortura": 5, "inhumana": 5, "detenidas": 9, "persecuciones": 14, "reuniones": 20, "pacífica": 20},
    "ar": {"التعذيب": 5, "والعقوبات": 5, "القبض": 9, "اضطهاد": 14, "الحرية": 20, "السلمي": 20},
    "de": {"Strafen": 5, "grausame": 5, "willkürliche": 9, "Verfolgungen": 14, "friedliche": 20, "Vereinigung": 20},
    "ru": {"пытки": 5, "жестокое": 5, "аресты": 9, "преследованиям": 14, "собрания": 20, "ассоциация": 20},
    "pt": {"torturas": 5, "desumana": 5, "detidos": 9, "perseguições": 14, "pacífica": 20, "associações": 20},
}
# The same word as it is typed in haste: without accents, in capitals, in the spelling of another keyboard.
SPELLINGS = {
    "en": {"PUNISHMENT": 5},
    "fr": {"persecution": 14, "EXILE": 9, "degradants": 5, "l'asile": 14},
    "es": {"persecucion": 14, "reunion": 20, "pacificas": 20, "ASOCIACION": 20},
    "ar": {
        "الإضطهاد": 14,  # alef with hamza for a bare alef
        "حريه": 20,  # haa for taa marbuta
        "اخري": 14,  # yaa for alef maqsura, bare alef for alef with hamza
        "القـــاسية": 5,  # tatweel
        "التَّعْذِيب": 5,  # vowel marks
    },
    "de": {"willkurlich": 9, "ZUSAMMENZUSCHLIESSEN": 20, "geniessen": 14},
    "ru": {"ПЫТКАМ": 5},
    "pt": {"perseguicao": 14, "associacao": 20, "crueis": 5, "reuniao": 20},
}
UNRELATED = {
    "en": "elections harvest", "fr": "élections récoltes", "es": "elecciones cosechas", "ar": "انتخابات حصاد",
    "de": "Wahlen Ernte", "ru": "выборы урожай", "pt": "eleições colheitas",
}  # fmt: skip


@pytest.fixture(scope="module")
def declaration(tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    """Every article in every language as a work of its own: "en 5"."""
    folder: Path = tmp_path_factory.mktemp("declaration")
    return filled(
        folder,
        *(
            record(f"{language} {number}", "", text, language=language)
            for language, articles in ARTICLES.items()
            for number, text in articles.items()
        ),
    )


def cases(table: dict[str, dict[str, int]]) -> list[tuple[str, str, int]]:
    return [(language, word, number) for language, words in table.items() for word, number in words.items()]


def found_in(engine: Embedded, language: str, question: str) -> list[str]:
    return [key for key in keys(asked(engine, question, reader=language)) if key.startswith(f"{language} ")]


@pytest.mark.parametrize(("language", "word", "number"), [*cases(FORMS), *cases(SPELLINGS)])
def test_a_form_or_spelling_finds_its_sentence_and_no_other(
    declaration: Embedded, language: str, word: str, number: int
) -> None:
    assert found_in(declaration, language, word) == [f"{language} {number}"]


@pytest.mark.parametrize("language", ARTICLES)
def test_what_stands_nowhere_finds_nothing(declaration: Embedded, language: str) -> None:
    answer = asked(declaration, UNRELATED[language], reader=language)
    assert (answer.total, answer.unknown) == (0, tuple(UNRELATED[language].split()))


@pytest.mark.parametrize("language", ARTICLES)
def test_what_is_marked_is_the_word_that_was_meant(declaration: Embedded, language: str) -> None:
    for word, number in FORMS[language].items():
        hits = asked(declaration, word, reader=language, language=[language]).hits
        text = "".join(piece.text for piece in hits[0].passage)
        assert text.strip("… ") in ARTICLES[language][number]
        assert any(piece.is_marked for piece in hits[0].passage), word


def test_a_question_finds_its_own_language_first(declaration: Embedded) -> None:
    sentences = {language: articles[14] for language, articles in ARTICLES.items()}
    firsts = {language: keys(asked(declaration, text, reader="en"))[0] for language, text in sentences.items()}
    assert firsts == {language: f"{language} 14" for language in ARTICLES}


@pytest.mark.parametrize("digits", ["٢٠١٩", "2019", "۲۰۱۹"])
def test_digits_of_any_script_are_one_number(tmp_path: Path, digits: str) -> None:
    arabic, english = record("ar", "", "منتدى عام ٢٠١٩", language="ar"), record("en", "", "The forum of 2019")
    assert set(keys(asked(filled(tmp_path, arabic, english), digits))) == {"ar", "en"}


@pytest.mark.parametrize(
    ("word", "language", "text", "strange"),
    [
        ("training", "en", "Le train de nuit.", "fr"),
        ("exiled", "en", "Exil.", "de"),
        ("mariées", "fr", "Mari is a name.", "en"),
        ("detenidos", "es", "Deten is no word.", "en"),
    ],
)
def test_a_stemmer_touches_no_other_language(tmp_path: Path, word: str, language: str, text: str, strange: str) -> None:
    own, other = record("own", "", word, language=language), record("other", "", text, language=strange)
    assert keys(asked(filled(tmp_path, own, other), word, reader=language)) == ["own"]
