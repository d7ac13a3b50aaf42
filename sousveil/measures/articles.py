"""What the articles of the Covenant are about, that measures and events name by number."""

from __future__ import annotations

from sousveil.language import N_

ARTICLES: dict[int, str] = {
    9: N_("liberty and security of person"),
    12: N_("freedom of movement"),
    14: N_("fair trial"),
    17: N_("privacy"),
    18: N_("thought, conscience and religion"),
    19: N_("opinion and expression"),
    21: N_("peaceful assembly"),
    22: N_("association"),
    23: N_("family"),
    24: N_("rights of the child"),
    25: N_("public affairs"),
    26: N_("equality before the law"),
}
"""Articles of the International Covenant on Civil and Political Rights."""
