"""What the articles of the Covenant are about, that measures and events name by number."""

from __future__ import annotations

ARTICLES: dict[int, str] = {
    9: "liberty and security of person",
    12: "freedom of movement",
    14: "fair trial",
    17: "privacy",
    18: "thought, conscience and religion",
    19: "opinion and expression",
    21: "peaceful assembly",
    22: "association",
    23: "family",
    24: "rights of the child",
    25: "public affairs",
    26: "equality before the law",
}
"""Articles of the International Covenant on Civil and Political Rights."""
