"""Jobs: a worker process for whatever takes over a second; it outlives the page and a crash."""

from matcher.jobs.pulse import Progress
from matcher.jobs.starting import ensure_worker, log_file, look_after
from matcher.jobs.worker import Pace, Task, work

__all__ = ["Pace", "Progress", "Task", "ensure_worker", "log_file", "look_after", "work"]
