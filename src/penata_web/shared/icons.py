"""Our own icons: strokes on a grid of 24, drawn with the colour of the text around."""

from typing import Final

ICONS: Final[dict[str, str]] = {
    # the road of the data
    "home": "M3 11 12 4l9 7M6 9.5V20h12V9.5M10 20v-6h4v6",
    "data": (
        "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6"
        "M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"
    ),
    "bars": "M4 20V10M10 20V4M16 20v-7M21 20H3",
    "scales": "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6L5 7M19 7l-3 7h6l-3-7",
    "route": (
        "M5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4M19 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 17h6a4 4 0 0 0 0-8h-2a4 4 0 0 1 0-2h6"
    ),
    "talent": "M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16",
    "proposal": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h4",
    "wish": "M12 20S4 15 4 9.5A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.5C20 15 12 20 12 20z",
    "talk": "M4 5h16v11h-9l-4 4v-4H4z",
    "decree": "M7 3h10v18l-5-3-5 3zM10 8h4M10 12h4",
    "transition": "M4 8h13l-3-3M20 16H7l3 3",
    "watch": "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
    "gauge": "M4 18a9 9 0 1 1 16 0M12 15l4-6M12 16.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3",
    "seal": "M12 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M8.5 13 7 21l5-2.5L17 21l-1.5-8",
    # things
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
    "people": (
        "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c0-3.5 2.9-5.5 6.5-5.5s6.5 2 6.5 5.5"
        "M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2.2.8 3.5 2.6 3.5 5.1"
    ),
    "unit": "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4",
    "post": "M4 20h16M7 20V10h10v10M9 10V6h6v4M10 14h4",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
    "map": "M9 4 3 6.5v13L9 17l6 3 6-2.5v-13L15 7 9 4zM9 4v13M15 7v13",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "key": "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 12h9M18 12v4M15 12v3",
    "book": "M5 4h6a2 2 0 0 1 1 .5A2 2 0 0 1 13 4h6v15h-6a2 2 0 0 0-1 .6 2 2 0 0 0-1-.6H5zM12 4.5v15",
    # acts
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l5 5",
    "add": "M12 5v14M5 12h14",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "delete": "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
    "undo": "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
    "download": "M12 4v11M7.5 11 12 15.5 16.5 11M4 20h16",
    "upload": "M12 16V5M7.5 9 12 4.5 16.5 9M4 20h16",
    "print": "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "compare": "M4 4h6v16H4zM14 4h6v16h-6z",
    "run": "M7 4v16l13-8z",
    "pin": "M9 3h6l-1 7 4 4H6l4-4zM12 14v7",
    "lock": "M6 11h12v10H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "columns": "M4 5h16v14H4zM9.3 5v14M14.7 5v14",
    "filter": "M4 5h16l-6 8v6l-4-2v-4z",
    "settings": (
        "M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5"
        "M8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5"
    ),
    "leave": "M10 4H5v16h5M9 12h12M17 8l4 4-4 4",
    "language": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "theme": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 3v18M12 7h5.5M12 12h9M12 17h5.5",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "fold": "M6 9l6 6 6-6",
    "next": "M9 6l6 6-6 6",
    "back": "M15 6l-6 6 6 6",
    "close": "M6 6l12 12M18 6 6 18",
    # signs beside a word
    "good": "M5 12.5 10 17.5 19.5 7",
    "warn": "M12 4 2.5 20h19zM12 10v4.5M12 17.3v.01",
    "stop": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16v.01",
    "quiet": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12h8",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.5M12 7.7v.01",
    "up": "M12 20V5M6 11l6-6 6 6",
    "down": "M12 4v15M6 13l6 6 6-6",
    "even": "M5 9h14M5 15h14",
}
"""Name to the path that is drawn."""
