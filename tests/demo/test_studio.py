"""The demo's pictures come from several processes, and are the same as from one."""

import pytest

from marketplace.demo.studio import Studio, drawn


def test_the_studio_gives_each_picture_that_was_ordered_and_any_other():
    orders = [("honey_jar", 1), ("soap", 2), ("honey_jar", 1)]
    with Studio(orders) as studio:
        assert studio.take("soap", 2) == drawn("soap", 2)
        assert studio.take("honey_jar", 1) == studio.take("honey_jar", 1) == drawn("honey_jar", 1)
        assert studio.take("walnuts", 3) == drawn("walnuts", 3)


def test_a_subject_that_nobody_can_draw_is_said_where_it_is_taken():
    with Studio([("plastic", 1), ("soap", 1)]) as studio:
        assert studio.take("soap", 1)
        with pytest.raises(ValueError, match="no still life"):
            studio.take("plastic", 1)


def test_a_loader_that_stops_half_way_stops_the_studio():
    with pytest.raises(KeyboardInterrupt):
        with Studio([("soap", seed) for seed in range(20)]) as studio:
            studio.take("soap", 0)
            raise KeyboardInterrupt
    assert studio._pool._processes is None
