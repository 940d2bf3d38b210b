"""The entry point: runs a command and turns every way of failing into a sentence and an exit code."""

import json
import os
import sys
from collections.abc import Sequence

import click

from optout.cli.output import printable_json, progress
from optout.cli.root import root
from optout.errors import OptoutError

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``optout`` and leave the process with the exit code of what happened."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given))


def _run(arguments: list[str]) -> int:
    as_json = "--json" in arguments
    try:
        result = root.main(args=arguments, prog_name="optout", standalone_mode=False)
    except OptoutError as error:
        return _say(error.as_json(), str(error), as_json)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        return 0
    except click.ClickException as error:
        return _say_usage(error, as_json)
    except (KeyboardInterrupt, click.Abort):
        sentence = "Stopped. What was done so far is kept; run the command again to go on."
        return _say(_described("Stopped", sentence, STOPPED), sentence, as_json)
    except BrokenPipeError:
        # Whoever read our output has left; what the interpreter flushes at exit would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _say_fault(error, as_json)
    return result if isinstance(result, int) else 0


def _described(kind: str, what: str, code: int, todo: str = "") -> dict[str, object]:
    return {"error": kind, "what": what, "kept": "", "todo": todo, "exit_code": code}


def _say(described: dict[str, object], sentence: str, as_json: bool) -> int:
    if as_json:
        click.echo(printable_json(json.dumps(described, sort_keys=True, ensure_ascii=False)))
    else:
        progress(sentence)
    code = described["exit_code"]
    return code if isinstance(code, int) else 1


def _say_usage(error: click.ClickException, as_json: bool) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "optout"
    todo = f"See {command} --help."
    what = error.format_message()
    stop = "" if what.endswith((".", "?", "!")) else "."
    return _say(_described("WrongInput", what, 2, todo), f"{what}{stop} {todo}", as_json)


def _say_fault(error: Exception, as_json: bool) -> int:
    from optout.cli.faults import log_fault, place
    from optout.clock import SystemClock
    from optout.settings import home_folder

    log = log_fault(error, home_folder(os.environ), SystemClock().now())
    what = f"optout stopped because of a fault of its own ({type(error).__name__} at {place(error)})."
    todo = f"Details without personal data are in {log}." if log else "No log could be written."
    return _say(_described("Fault", what, 1, todo), f"{what} {todo}", as_json)


if __name__ == "__main__":
    main()
