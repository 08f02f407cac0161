"""What is entered is done in the order of its time, and no further than the day shown."""

from datetime import UTC, datetime, timedelta

from demonstration.diary import Diary

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_deeds_are_done_in_order_of_time_up_to_a_moment():
    diary, done = Diary(), []
    for hours in (3, 1, 2, 9):
        diary.at(NOON + timedelta(hours=hours), lambda at: done.append((at - NOON).seconds // 3600))

    assert diary.live(NOON + timedelta(hours=3)) == 3
    assert done == [1, 2, 3]


def test_a_deed_may_enter_later_ones():
    diary, done = Diary(), []

    def first(at):
        diary.at(at + timedelta(hours=1), done.append)
        diary.at(at + timedelta(days=9), done.append)

    diary.at(NOON, first)
    diary.live(NOON + timedelta(days=1))
    assert done == [NOON + timedelta(hours=1)]
