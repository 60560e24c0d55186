"""Lists of posts with their need: e-Formasi and the local need lists."""
