"""What the terminal says."""

from sousveil.cli.screen import called
from sousveil.language import speaking


def test_the_terminal_speaks_english_beside_a_page_in_another_language():
    with speaking("zh-Hans"):
        assert called("flags") == "alerts raised about people"
