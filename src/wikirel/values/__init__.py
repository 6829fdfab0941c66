"""The values that facts hold: dates, countries, languages."""
