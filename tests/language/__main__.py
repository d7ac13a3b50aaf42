"""python -m tests.language: bring the catalogues up to date with the texts of pages, and say what is untranslated."""

from __future__ import annotations

import sys

from sousveil.language import ENGLISH, LANGUAGES
from tests.language.extraction import update

for tag in LANGUAGES:
    if tag != ENGLISH:
        sys.stdout.write(f"{tag}: {update(tag)} texts without a translation\n")
