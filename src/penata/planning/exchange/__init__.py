"""Voluntary exchange (*tukar tempat sukarela*): people who asked swap their seats, and nobody is sent anywhere."""
