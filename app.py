"""The app and the start of the program: `main` is the command, `run` draws a page."""

import gc


def main() -> None:
    """Run the command `linkmatch`.

    Imports make objects that stay; looking for garbage among them after every 700 new ones costs
    half a second of every start.
    """
    gc.set_threshold(100_000, 20, 20)
    from matcher.cli import main as command

    command()


def run() -> None:
    """Draw the page that somebody looks at."""
    from matcher.ui import frame

    frame.draw()


if __name__ == "__main__":
    run()
