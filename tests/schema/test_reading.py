"""What a reading tells of dates."""

from wikirel.document import Document
from wikirel.presets import FOREIGN_RELATIONS
from wikirel.schema import Reading


def reading(source: str) -> Reading:
    return Reading(Document(source), FOREIGN_RELATIONS, "Foreign relations of Peru", ())


def test_a_whole_date_is_all_of_its_range_and_nothing_else() -> None:
    of = reading("8 March 1945\n\nThey met in May 1950 and in June.")
    first = of.whole_date(0, 12)
    assert first is not None
    assert first.edtf == "1945-03-08"
    may = of.text.index("May")
    second = of.whole_date(may, may + 8)
    assert second is not None
    assert second.edtf == "1950-05"
    for start, end in ((0, 11), (0, 13), (2, 12), (may, may + 7), (len(of.text), len(of.text))):
        assert of.whole_date(start, end) is None


def test_a_reading_without_dates_has_no_whole_date() -> None:
    assert reading("They met.").whole_date(0, 4) is None
    assert reading("").whole_date(0, 0) is None
