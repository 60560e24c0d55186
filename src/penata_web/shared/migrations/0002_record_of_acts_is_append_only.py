"""Triggers: an act is never changed nor removed, and the head of the record only moves on by one."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER act_no_update BEFORE UPDATE ON shared_act
       BEGIN SELECT RAISE(ABORT, 'the record of acts is append-only'); END""",
    """CREATE TRIGGER act_no_delete BEFORE DELETE ON shared_act
       BEGIN SELECT RAISE(ABORT, 'the record of acts is append-only'); END""",
    """CREATE TRIGGER act_head_moves_on BEFORE UPDATE ON shared_acthead
       WHEN NEW.number <> OLD.number + 1
       BEGIN SELECT RAISE(ABORT, 'the head of the record moves on by one'); END""",
    """CREATE TRIGGER act_head_stays BEFORE DELETE ON shared_acthead
       BEGIN SELECT RAISE(ABORT, 'the record of acts has one head'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the record of acts is append-only'; END $$""",
    """CREATE TRIGGER act_no_change BEFORE UPDATE OR DELETE ON shared_act
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER act_no_truncate BEFORE TRUNCATE ON shared_act
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER act_head_moves_on BEFORE UPDATE ON shared_acthead FOR EACH ROW
       WHEN (NEW.number <> OLD.number + 1) EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER act_head_stays BEFORE DELETE ON shared_acthead
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
]


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the head and the triggers, in the words of the engine."""
    apps.get_model("shared", "ActHead").objects.create(number=0, digest="")
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def lift(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away: only to go back to before this migration."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION refuse_change() CASCADE")
    else:
        for name in ("act_no_update", "act_no_delete", "act_head_moves_on", "act_head_stays"):
            editor.execute(f"DROP TRIGGER {name}")
    apps.get_model("shared", "ActHead").objects.all().delete()


class Migration(migrations.Migration):
    """The record of acts guards itself."""

    dependencies = [("shared", "0001_initial")]
    operations = [migrations.RunPython(guard, lift)]
