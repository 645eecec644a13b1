"""What every engine answers, whatever it is made of. No database here."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.enums import Audience
from search.engines.base import Engine, IndexMissing
from search.questions import GROUPS, LAST_PAGE, Note, parse
from search.records.outbox import Cursor
from search.records.shapes import Record, Rendering, Text
from tests.factories.search import asked, counts, edition, for_everyone, keys, marked, record, theme

Fill = Callable[..., Engine]


@pytest.fixture
def fill(empty: Engine) -> Fill:
    def filled(*records: Record) -> Engine:
        with empty.writing():
            empty.rebuild(for_everyone(records), Cursor(through=1))
        return empty

    return filled


# Words


def test_any_word_is_enough_and_all_words_come_first(fill: Fill) -> None:
    engine = fill(
        record("some", "Families", "families " * 30),
        record(
            "all", "A long report", "about families, and at its very end about relocation " + "of other things " * 60
        ),
        record("none", "Training"),
    )
    assert keys(asked(engine, "relocation of families")) == ["all", "some"]


def test_a_sentence_finds_what_it_is_about(fill: Fill) -> None:
    engine = fill(record("a", "Protection of women defenders"), record("b", "What can be done?"))
    assert keys(asked(engine, "What is the best way to protect a woman defender?")) == ["a"]


def test_a_title_weighs_more_than_a_body(fill: Fill) -> None:
    engine = fill(
        record("body", "Other things", "solidarity words"), record("title", "Solidarity words", "other things")
    )
    assert keys(asked(engine, "solidarity")) == ["title", "body"]


def test_a_word_that_is_repeated_weighs_more(fill: Fill) -> None:
    engine = fill(record("a", "apple"), record("b", "pear"))
    assert keys(asked(engine, "apple pear pear"))[0] == "b"
    assert keys(asked(engine, "apple apple pear"))[0] == "a"


def test_the_word_as_it_is_written_wins_over_its_other_forms(fill: Fill) -> None:
    engine = fill(record("forms", "", "relocating"), record("word", "", "relocation"))
    assert keys(asked(engine, "relocation")) == ["word", "forms"]


def test_a_phrase_must_stand_as_it_is(fill: Fill) -> None:
    engine = fill(
        record("phrase", "On the right to be forgotten"),
        record("apart", "To be right, and forgotten"),
        record("stem", "The rights to be forgotten"),
    )
    assert keys(asked(engine, '"right to be forgotten"')) == ["phrase"]
    assert keys(asked(engine, '"forgotten"')) != []


def test_no_phrase_runs_from_one_part_of_a_record_into_the_next(fill: Fill) -> None:
    engine = fill(record("a", "Safe", "house rules", summary="first"), record("b", "A safe house"))
    assert keys(asked(engine, '"safe house"')) == ["b"]


def test_beside_a_phrase_words_only_order(fill: Fill) -> None:
    engine = fill(record("plain", "A safe house"), record("both", "A safe house for families", "families"))
    assert keys(asked(engine, '"safe house" families')) == ["both", "plain"]


def test_a_phrase_that_stands_nowhere_is_asked_as_words_and_says_so(fill: Fill) -> None:
    engine = fill(record("a", "House rules for a safe stay"))
    answer = asked(engine, '"safe house"')
    assert keys(answer) == ["a"]
    assert answer.question.notes == (Note.LOOSE,)
    assert asked(engine, '"nothing alike"').total == 0
    assert asked(engine, '"nothing alike"').question.notes == ()


def test_what_is_excluded_does_not_stand_in_any_hit(fill: Fill) -> None:
    engine = fill(record("a", "Safe house"), record("b", "Safe training"), record("c", "A house that is safe"))
    assert set(keys(asked(engine, "safe -trainings"))) == {"a", "c"}
    assert set(keys(asked(engine, 'safe -"safe house"'))) == {"b", "c"}
    assert set(keys(asked(engine, "-training"))) == {"a", "c"}
    assert set(keys(asked(engine, '-"trainings"'))) == {"a", "b", "c"}
    assert keys(asked(engine, "safe -that")) != keys(asked(engine, "safe"))


def test_stop_words_alone_are_asked_as_they_stand(fill: Fill) -> None:
    engine = fill(record("a", "To be or not to be"), record("b", "Something else"))
    assert keys(asked(engine, "to be or not to be")) == ["a"]


def test_a_question_without_words_shows_everything(fill: Fill) -> None:
    engine = fill(record("old", "b", date=20031112), record("new", "a", date=20191012), record("undated", "c"))
    assert keys(asked(engine, "?")) == ["new", "old", "undated"]


# Languages


def test_accents_and_letters_do_not_matter(fill: Fill) -> None:
    engine = fill(
        record("pl", "Rozmowa", speakers=("Lech Wałęsa",), language="pl"), record("fr", "Égalité", language="fr")
    )
    assert keys(asked(engine, "walesa")) == ["pl"]
    assert keys(asked(engine, "WAŁĘSA")) == ["pl"]
    assert keys(asked(engine, "egalites")) == ["fr"]


def test_every_language_is_stemmed_as_itself(fill: Fill) -> None:
    engine = fill(
        record("en", "Defending", language="en"),
        record("fr", "Les défenseuses", language="fr"),
        record("ar", "حقوق المدافعات", language="ar"),
        record("und", "defending", language="und"),
    )
    assert set(keys(asked(engine, "defend"))) == {"en"}
    assert set(keys(asked(engine, "defending"))) == {"en", "und"}
    assert keys(asked(engine, "مدافعين")) == ["ar"]


def test_scripts_without_blanks_are_found(fill: Fill) -> None:
    engine = fill(record("ja", "世界人権宣言", language="ja"), record("zh", "人民", language="zh"))
    assert keys(asked(engine, "人権")) == ["ja"]
    assert keys(asked(engine, '"人権宣言"')) == ["ja"]


def test_one_letter_of_such_a_script_is_found_inside_words(fill: Fill) -> None:
    engine = fill(record("ja", "世界人権宣言", language="ja"), record("zh", "民主", language="zh"))
    assert keys(asked(engine, "権")) == ["ja"]


def test_a_form_that_is_rare_only_in_another_language_wins_nothing(fill: Fill) -> None:
    engine = fill(
        *[record(f"en{n}", "Python training", "python training", language="en") for n in range(20)],
        record("und", "training a parrot and many other birds that talk", language="und"),
        record("best", "training training", language="en"),
    )
    assert keys(asked(engine, "training"))[0] == "best"


def test_one_hit_a_work_in_the_readers_language(fill: Fill) -> None:
    texts = (Text("en", "Families", "s", "", "/f/"), Text("fr", "Les familles", "s", "", "/fr/f/"))
    engine = fill(record("a", texts=texts))
    hit = asked(engine, "families", reader="fr").hits[0]
    assert (hit.title, hit.url, hit.language, hit.others) == ("Les familles", "/fr/f/", "fr", ("en",))
    assert asked(engine, "familles", reader="en").hits[0].title == "Families"
    assert asked(engine, "familles", reader="es").hits[0].title == "Families"


def test_synonyms_and_labels_of_themes_widen_search(fill: Fill) -> None:
    engine = fill(record("a", "A session", keywords=("Solidarité", "standing together", "تضامن")))
    assert keys(asked(engine, "solidarite")) == ["a"]
    assert keys(asked(engine, "تضامن")) == ["a"]
    assert keys(asked(engine, '"standing together"')) == ["a"]


# Passages


def test_the_passage_marks_the_words(fill: Fill) -> None:
    engine = fill(record("a", "x", "Emergency relocation that takes in children; the family’s file."))
    assert marked(asked(engine, "relocate the families")) == ["relocation", "family’s"]
    assert marked(asked(engine, '"that takes in"')) == ["that", "takes", "in"]


# Facets


def library(fill: Fill) -> Engine:
    return fill(
        edition("2018", "Forum of 2018", date=20180723),
        edition("2019", "Forum of 2019", date=20191012, texts=(
            Text("en", "Forum of 2019", "", "", "/e/"), Text("fr", "Le forum de 2019", "", "", "/fr/e/"))),
        theme("faith", "Faith and freedom"),
        record("a", "Women", edition="2019", themes=("faith",), speakers=("Ana",), roles=("speaker",), date=20191013),
        record("b", "Women", edition="2019", languages=("fr",), countries=("GH",), date=20191014),
        record("c", "Women", edition="2018", themes=("faith",), date=20180700, language="und"),
        record("d", "Women", kind="page"),
    )  # fmt: skip


def test_facets_count_what_was_found(fill: Fill) -> None:
    answer = asked(library(fill), "women")
    assert answer.total == 4
    assert counts(answer, "kind") == {"session": 3, "page": 1}
    assert counts(answer, "edition") == {"2019": 2, "2018": 1}
    assert counts(answer, "year") == {"2018": 1, "2019": 2, "none": 1}
    assert counts(answer, "language") == {"en": 3, "fr": 1, "und": 1}
    assert counts(answer, "country") == {"GH": 1}
    assert counts(answer, "speaker") == {"Ana": 1}
    assert counts(answer, "role") == {"speaker": 1}


def test_values_of_a_group_widen_and_groups_narrow(fill: Fill) -> None:
    engine = library(fill)
    assert set(keys(asked(engine, "women", edition=["2018", "2019"]))) == {"a", "b", "c"}
    assert set(keys(asked(engine, "women", edition=["2018", "2019"], theme=["faith"]))) == {"a", "c"}


def test_a_group_is_counted_as_if_it_were_off(fill: Fill) -> None:
    answer = asked(library(fill), "women", edition=["2018"], kind=["session"])
    assert counts(answer, "edition") == {"2018": 1, "2019": 2}
    assert counts(answer, "kind") == {"session": 1}
    assert counts(answer, "theme") == {"faith": 1}
    assert answer.total == 1


def test_every_count_is_what_choosing_it_finds(fill: Fill) -> None:
    engine = library(fill)
    for start in ({}, {"theme": ["faith"]}, {"kind": ["session"], "year": ["2019"]}):
        answer = asked(engine, "women", **start)
        for group in GROUPS:
            for value, count in counts(answer, group).items():
                chosen = {**start, group: [value]}
                assert asked(engine, "women", **chosen).total == count, (start, group, value)


def test_labels_come_in_the_readers_language(fill: Fill) -> None:
    answer = asked(library(fill), "women", reader="fr")
    labels = {
        value.value: value.label for group in ("edition", "language", "country") for value in answer.facet(group).values
    }
    assert labels["2019"] == "Le forum de 2019"
    assert labels["fr"] == "Français"
    assert labels["GH"] == "Ghana"


def test_a_hit_names_its_edition(fill: Fill) -> None:
    hit = asked(library(fill), "women", theme=["faith"], year=["2019"], reader="fr").hits[0]
    assert (hit.edition, hit.edition_title) == ("2019", "Le forum de 2019")


def test_what_has_no_date_and_no_language_can_be_asked_for(fill: Fill) -> None:
    engine = library(fill)
    assert keys(asked(engine, "women", year=["none"])) == ["d"]
    assert keys(asked(engine, "women", language=["und"])) == ["c"]


def test_a_value_that_does_not_exist_finds_nothing_and_stays_to_be_removed(fill: Fill) -> None:
    engine = library(fill)
    for group in GROUPS:
        answer = asked(engine, "women", **({group: ["nonsense"]}))
        assert answer.total == 0
        assert [value.label for value in answer.facet(group).values if value.is_chosen] == ["nonsense"]


def test_a_value_whose_record_is_not_there_is_not_shown_and_filters_like_nonsense(fill: Fill) -> None:
    engine = fill(record("a", "Women", edition="hidden", themes=("hidden",)))
    answer = asked(engine, "women")
    assert counts(answer, "edition") == counts(answer, "theme") == {}
    assert answer.hits[0].edition == answer.hits[0].edition_title == ""
    hidden, never = asked(engine, "women", edition=["hidden"]), asked(engine, "women", edition=["never"])
    assert (hidden.total, hidden.hits) == (never.total, never.hits) == (0, ())
    assert counts(hidden, "kind") == counts(never, "kind")
    assert set(keys(asked(engine, "women", theme=["hidden"], edition=["never"]))) == set()


# Order and pages


def test_the_undated_come_last_in_both_directions(fill: Fill) -> None:
    engine = fill(
        record("undated", "x"), record("old", "x", date=20031112), record("year", "x", date=20190000),
        record("new", "x", date=20191012),
    )  # fmt: skip
    assert keys(asked(engine, "x", sort=["newest"])) == ["new", "year", "old", "undated"]
    assert keys(asked(engine, "x", sort=["oldest"])) == ["old", "year", "new", "undated"]


def test_pages_follow_each_other_without_gap_or_repetition(fill: Fill) -> None:
    engine = fill(*[record(f"r{n:02}", "word", date=20190000 + n % 12) for n in range(45)])
    for sort in ("best", "newest", "oldest"):
        seen = [key for page in "123" for key in keys(asked(engine, "word", page=[page], sort=[sort]))]
        assert len(seen) == len(set(seen)) == 45


def test_a_page_beyond_the_last_is_the_last(fill: Fill) -> None:
    engine = fill(*[record(f"r{n:02}", "word") for n in range(25)])
    answer = asked(engine, "word", page=["7"])
    assert (answer.page, answer.pages, len(answer.hits), answer.total) == (2, 2, 5, 25)
    assert asked(engine, "absent", page=["7"]).page == 1


def test_depth_is_capped_and_totals_stay_true(fill: Fill) -> None:
    engine = fill(*[record(f"r{n}", "word") for n in range(1010)])
    answer = asked(engine, "word", page=["9999"])
    assert (answer.page, answer.pages, answer.total, answer.is_capped) == (LAST_PAGE, LAST_PAGE, 1010, True)
    assert Note.DEEP in answer.question.notes


# Privacy


def test_each_rank_has_its_own_index(empty: Engine) -> None:
    public, inner = record("a", "Public words"), record("b", "Inner words", speakers=("Hidden",))
    with empty.writing():
        empty.rebuild(
            [
                Rendering("a", dict.fromkeys(Audience, public)),
                Rendering("b", {Audience.PEERS: inner, Audience.STEWARDS: inner}),
            ],
            Cursor(through=1),
        )
    for audience in Audience:
        found = set(keys(asked(empty, "words", audience=audience)))
        assert found == ({"a", "b"} if audience >= Audience.PEERS else {"a"})


def test_hidden_records_do_not_shift_anybodys_scores(empty: Engine) -> None:
    public, hidden = record("a", "Public words of women"), record("b", "women women women")

    def scores(*renderings: Rendering) -> list[float]:
        with empty.writing():
            empty.rebuild(renderings, Cursor(through=1))
        return [hit.score for hit in asked(empty, "women words").hits]

    everyone = Rendering("a", dict.fromkeys(Audience, public))
    assert scores(everyone) == scores(everyone, Rendering("b", {Audience.STEWARDS: hidden}))


def test_keys_that_are_left_out_count_nowhere(fill: Fill) -> None:
    engine = library(fill)
    answer = asked(engine, "women", leave_out={"a", "c"})
    assert set(keys(answer)) == {"b", "d"}
    assert answer.total == 2
    assert counts(answer, "speaker") == counts(answer, "theme") == {}
    assert asked(engine, "women", leave_out={"a", "c"}, theme=["faith"]).total == 0


# Keeping up


def test_putting_twice_is_putting_once_and_the_last_one_counts(fill: Fill) -> None:
    engine = fill(record("a", "first"))
    for _ in range(2):
        with engine.writing():
            engine.apply(for_everyone([record("a", "second"), record("b", "second")]), Cursor(through=2))
    assert asked(engine, "first").total == 0
    assert asked(engine, "second").total == 2
    assert engine.cursor().through == 2


def test_a_rank_that_gets_nothing_loses_what_it_had(fill: Fill) -> None:
    engine = fill(record("a", "word"))
    with engine.writing():
        engine.apply([Rendering("a", {Audience.STEWARDS: record("a", "word")})], Cursor(through=2))
    assert asked(engine, "word").total == 0
    assert asked(engine, "word", audience=Audience.STEWARDS).total == 1
    assert engine.has(["a"])
    assert not engine.has(["b"])


def test_a_rebuild_replaces_everything(fill: Fill) -> None:
    engine = fill(record("a", "word"))
    reported: list[int] = []
    records = [record(f"r{n}", "word") for n in range(600)]
    with engine.writing():
        done = engine.rebuild(for_everyone(records), Cursor(through=9, dirty_since=5.0), on_batch=reported.append)
    assert done == asked(engine, "word").total == 600
    assert reported == [250, 500]
    assert engine.cursor() == Cursor(through=9)


def test_digests_tell_what_is_in_each_rank(fill: Fill) -> None:
    first = record("a", "word")
    engine = fill(first)
    assert list(engine.digests(Audience.PEERS)) == [("a", first.digest())]
    assert record("a", "word").digest() == first.digest() != record("a", "word", speakers=("x",)).digest()


def test_labels_follow_changes(fill: Fill) -> None:
    engine = library(fill)
    assert asked(engine, "women").facet("theme").values[0].label == "Faith and freedom"
    with engine.writing():
        engine.apply(for_everyone([theme("faith", "Belief")]), Cursor(through=2))
    assert asked(engine, "women").facet("theme").values[0].label == "Belief"


def test_an_engine_that_was_never_filled_says_so(empty: Engine) -> None:
    for attempt in (
        empty.cursor,
        empty.probe,
        lambda: asked(empty, "x"),
        lambda: list(empty.digests(Audience.EVERYONE)),
    ):
        with pytest.raises(IndexMissing):
            attempt()


def test_an_empty_index_answers(fill: Fill) -> None:
    engine = fill()
    assert asked(engine, "word").total == asked(engine).total == 0
    assert list(engine.digests(Audience.EVERYONE)) == []
    engine.probe()


# Whatever comes


text = st.text(st.characters(codec=None), max_size=120) | st.text('"-−“” ab\x00\u202e権*?[](){}^~:\\/+&|', max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_question_is_an_error(fill: Fill, data: st.DataObject) -> None:
    engine = data.draw(st.just(fuzzed(fill)))
    names = st.sampled_from(["q", "sort", "page", *GROUPS])
    question = parse(data.draw(st.dictionaries(names, st.lists(text, max_size=3), max_size=5)))
    answer = engine.ask(
        question, audience=Audience.EVERYONE, language=data.draw(st.sampled_from(["en", "ar", "xx", ""]))
    )
    assert len(answer.hits) <= answer.total


FUZZED: list[Engine] = []


def fuzzed(fill: Fill) -> Engine:
    if not FUZZED:
        FUZZED.append(fill(record("a", "ab * 権 word", "A text. " * 50), edition("e", "An edition")))
    return FUZZED[0]


# What researchers found


def test_counts_are_true_when_many_values_lie_in_many_places(empty: Engine) -> None:
    """60 names over several writes: no part of the index may keep the rarer ones to itself."""
    with empty.writing():
        empty.rebuild(for_everyone([record("first")]), Cursor(through=1))
        for part in range(4):
            batch = [
                record(f"{part}-{number}", speakers=(f"Speaker {number:02}",) if part or number else ())
                for number in range(60)
            ]
            empty.apply(for_everyone(batch), Cursor(through=2 + part))
    found = counts(asked(empty), "speaker")
    assert len(found) == 40
    assert set(found.values()) == {4}


def test_a_chosen_value_has_its_count_though_it_is_not_among_the_commonest(fill: Fill) -> None:
    engine = fill(*(record(f"{n}-{m}", speakers=(f"Speaker {n:02}",)) for n in range(45) for m in range(2 if n else 1)))
    assert counts(asked(engine, speaker=["Speaker 00"]), "speaker")["Speaker 00"] == 1


@pytest.mark.parametrize("words", ["UN sanctions", "IT security", "US elections"])
def test_an_acronym_is_asked_for_though_its_letters_are_a_small_word_somewhere(fill: Fill, words: str) -> None:
    acronym, word = words.split()
    engine = fill(
        record("without", f"{word} and {word}"), record("with", f"The {acronym} and {word}"),
        record("fr", "Un texte", language="fr"), record("pt", "Texto ai", language="pt"),
    )  # fmt: skip
    assert keys(asked(engine, words))[0] == "with"


def test_one_small_word_of_another_language_makes_no_question_one_of_it(fill: Fill) -> None:
    engine = fill(record("a", "Where am I? What am I doing here?"), record("b", "Doing things", language="fr"))
    assert keys(asked(engine, "Where am I? What am I doing here?"))[0] == "a"


def test_a_title_as_it_stands_comes_first(fill: Fill) -> None:
    others = [record(str(n), f"PyCon {year}", "pycon pycon pycon") for n, year in enumerate(range(2010, 2020))]
    engine = fill(*others, record("se", "PyCon SE 2015"), record("es", "Se habla", language="es"))
    assert keys(asked(engine, "PyCon SE 2015"))[0] == "se"


def test_it_says_which_words_stand_nowhere(fill: Fill) -> None:
    engine = fill(record("a", "Raymond speaks"), record("gone", "Hettinger speaks"))
    assert asked(engine, "Raymond Hettinger").unknown == ()
    assert asked(engine, "Raymond Hettingger").unknown == ("Hettingger",)
    assert asked(engine, "Raymond Hettinger", leave_out=["gone"]).unknown == ("Hettinger",)


def test_beside_phrases_and_inside_words_too(fill: Fill) -> None:
    engine = fill(record("a", "Human rights in Ghana"), record("b", "Ghana"))
    assert asked(engine, '"human rights" zzzz').unknown == ("zzzz",)
    assert asked(engine, "ghana-qux").unknown == ("ghana-qux",)
    assert asked(engine, '"human rights" ghana').unknown == ()
    assert asked(engine, "human-rights").unknown == ()


def test_a_list_that_is_cut_says_so(fill: Fill) -> None:
    engine = fill(*(record(str(year), "Women", date=year * 10_000) for year in range(1960, 2010)))
    assert not asked(engine, "women").facet("year").is_cut
    names = [f"Speaker {n}" for n in range(45)]
    engine = fill(*(record(name, "Women", speakers=(name,)) for name in names))
    facet = asked(engine, "women").facet("speaker")
    assert (len(facet.values), facet.is_cut) == (40, True)
    assert not asked(engine, "women").facet("kind").is_cut


def test_what_was_removed_leaves_no_word_known(fill: Fill) -> None:
    engine = fill(record("a", "Raymond speaks"), record("gone", "Hettinger speaks"))
    with engine.writing():
        engine.apply([Rendering("gone")], Cursor(through=2))
    assert asked(engine, "Raymond Hettinger").unknown == ("Hettinger",)
