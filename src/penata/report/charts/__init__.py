"""Charts as inline SVG: no script, colours by class, a title for those who listen."""

from penata.report.charts.bars import change_bar, gap_bar, share_bar
from penata.report.charts.places import place_map
from penata.report.charts.ribbons import ribbons
from penata.report.charts.strips import wave_strip

__all__ = ["change_bar", "gap_bar", "place_map", "ribbons", "share_bar", "wave_strip"]
