"""Stages set with people of every kind; they live where packages of others can use them, too."""

from sousveil.testing.noting import NotingStage, anybody, anything, nobody, whole

__all__ = ["NotingStage", "anybody", "anything", "nobody", "whole"]
