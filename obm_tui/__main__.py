"""`python -m obm_tui`."""

from obm_tui.cli.main import run

if __name__ == "__main__":
    run()
