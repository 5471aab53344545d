import pytest

from coach.content.reactions import reactions
from coach.domain.drawn_call import NoCallError, Recipe, draw_call, read_recipe
from coach.library import load


@pytest.fixture
def library(packs):
    return load(packs).pack("corner-shop")


def test_the_same_seed_draws_the_same_call(library):
    recipe = Recipe(seed=7)
    assert draw_call(library, recipe, reactions()) == draw_call(library, recipe, reactions())


def test_seeds_draw_different_calls(library):
    calls = {
        tuple(
            turn.excuse
            for turn in draw_call(library, Recipe(level="easy", seed=seed), reactions()).turns
        )
        for seed in range(20)
    }
    assert len(calls) > 1


def test_the_name_of_a_drawn_call_is_enough_to_draw_it_again(library):
    recipe = Recipe(family="cash", level="hard", seed=12)
    assert read_recipe(recipe.id) == recipe
    assert read_recipe("drawn.nonsense.normal.1") is None
    assert read_recipe("till") is None


def test_a_library_with_too_little_for_a_call_says_so(library):
    with pytest.raises(NoCallError, match="too few excuses of the family hardship"):
        draw_call(library, Recipe(family="hardship", seed=1), reactions())
