"""How far a long job is; unseen while everything is quick."""

from textual.timer import Timer
from textual.widgets import ProgressBar

from obm_tui.domain.progress import Progress

_LOOK_SECONDS = 0.1
_SHOWN_AFTER_LOOKS = 4


class JobBar(ProgressBar):
    """Textual's bar, moved by a job in another thread. One job at a time: the next one stops the one before."""

    def __init__(self) -> None:
        super().__init__(total=1.0, show_eta=False)
        self.display = False
        self._job: Progress | None = None
        self._part = 0.0
        self._looks = 0
        self._outlives = False
        self._timer: Timer | None = None

    def begin(self, *, outlives: bool = False) -> Progress:
        """A job begins; it says how far it is with what is returned.

        With the bar goes the job, unless it `outlives` it.
        """
        self.stop()
        self._outlives = outlives

        def show(part: float) -> None:
            if self._job is job:
                self._part = part

        self._job = job = Progress(show)
        self._part, self._looks = 0.0, 0
        if self._timer is None:
            self._timer = self.set_interval(_LOOK_SECONDS, self._look, name="job bar")
        self._timer.resume()
        return job

    def stop(self) -> None:
        """Ask the job to end before its time, if there is one."""
        if self._job is not None:
            self._job.stop()
        self.end()

    def end(self) -> None:
        """The job is over."""
        self._job = None
        self.display = False
        if self._timer is not None:
            self._timer.pause()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        if self._outlives:
            self.end()
        else:
            self.stop()

    def _look(self) -> None:
        self._looks += 1
        self.display = self._looks >= _SHOWN_AFTER_LOOKS
        self.update(progress=self._part)
