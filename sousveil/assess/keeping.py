"""The files of an assessment's folder: document, Markdown, the sheet to fill in, and the run it rests on."""

DOCUMENT, MARKDOWN, SHEET, RUN = "assessment.json", "assessment.md", "sheet.yaml", "run"
