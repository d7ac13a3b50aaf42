"""A small exhibit of a user's own: a fifth of the people offend every day, and half of that is reported."""

from __future__ import annotations

SCENARIO = """\
schema: 1
name: reports
people: 2000
days: 5
mechanisms: [conduct, cameras, reports]
population:
  cells:
    - {place: A, count: 1, begin: {conduct: 1}}
    - {place: B, count: 1, begin: {conduct: 1, minority: true}}
set:
  conduct.incident: 0.2
  conduct.calculated: 0
  cameras.coverage: 0
  cameras.checkpoints: 0
  cameras.caught: 0
  reports.reported: 0.5
  reports.informers: 0
"""
CLAIM = """\
schema: 1
title: Half is reported
question: How many offences reach the record?
sources: ["A test, 2026"]
level: distribution
level_reason: luck is all that differs
replicates: 30
parameters:
  reported:
    default: 50
    unit: per cent
    within: [0, 100]
    evidence: assumed
    doc: reported offences
    sets: [set/reports.reported]
    times: 0.01
arms:
  plain: {title: as it is}
  silent: {title: nobody reports, broken: true, change: {set: {reports.reported: 0}}}
figures:
  share: {ratio: [{arm: plain, event: incident_reported}, {arm: plain, event: incident}]}
  silent: {ratio: [{arm: silent, event: incident_reported}, {arm: silent, event: incident}]}
  daily: {ratio: [{event: incident, place: B, group: minority, over: mean}, {people: minority, place: B}]}
claims:
  - quantity: share of offences that are reported
    figure: share
    published: 0.5
    unit: share
    kind: formula
    source: A test
    tolerance: {standard_errors: 4, reason: four in a hundred thousand by luck}
  - quantity: offences a person and day
    figure: daily
    published: [0.19, 0.21]
    unit: offences
    kind: printed
    source: A test
    tolerance: {reason: a range}
breaks:
  - {quantity: the share, figure: silent, beside: share, unit: share, lesson: without reports nothing is known}
pictures:
  - {title: Reports, y: reports a day, lines: {plain: {event: incident_reported, over: days}}}
  - {title: Both, y: share, share: true, bars: {plain: share, silent: silent}}
"""
NOTES = "# Why\n\nReports carry it.\n\n- one\n- two\n"
FILES = {"scenario.yaml": SCENARIO, "claim.yaml": CLAIM, "notes.md": NOTES}
