#!/usr/bin/env python
"""Django's commands: migrate, work (the worker), audit, replay, …"""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "penata_web.project.settings")
    execute_from_command_line(sys.argv)
