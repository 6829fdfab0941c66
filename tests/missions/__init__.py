"""Missions told in ways out of the ordinary."""
