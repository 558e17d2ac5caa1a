"""Check that fear after the fire of 2022 brings people to a bank that bears the struck name."""

import pytest

pytestmark = pytest.mark.slow

CASE = "kakao-2022"
AFRAID = {"people.society.fear_per_h": "0.5", "people.society.fear_spillover": "1.0"}
"""Fear far beyond its default, so that a small crowd shows it."""
STRUCK_ALONE = AFRAID | {"people.society.fear_spillover": "0.0"}
CALM = {"people.society.fear_per_h": "0.0"}


@pytest.fixture
def banking(tell):
    """Offer needs of the bank by hour, under some settings."""

    def told(settings):
        story = tell(CASE, settings={"clock.horizon_h": "72"} | settings, people=1000)
        needs = story.result.tables["need_hours"]
        assert story.first("function-lost", "kakaotalk.text")
        assert not story.all("function-lost", "kakaobank.accounts")
        return needs[needs["category"] == "bank"].groupby("hour")["arrived"].sum()

    return told


def test_fear_of_the_name_moves_banking_and_no_fear_leaves_it(banking):
    calm, afraid = banking(CALM), banking(AFRAID)
    more = afraid - calm
    assert (more >= 0).all()
    assert more[:39].sum() == 0  # the fire breaks out at 15:19 on the second day
    assert more[39:].sum() > 100


def test_fear_of_what_is_struck_alone_spares_a_bank_that_works(banking):
    assert (banking(STRUCK_ALONE) == banking(CALM)).all()
