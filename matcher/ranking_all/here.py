"""Here: tasks one after the other in this process, without a cluster."""

from matcher.ranking_all.steps import Missing, Task, failed


def run_here(step: str, tasks: list[Task]) -> list[Missing]:  # noqa: ARG001  as every `Run`
    """Run the tasks of a step; say which failed."""
    missing = []
    for task in tasks:
        try:
            task.function(*task.arguments)
        except Exception as error:  # noqa: BLE001  a mistake of the program is raised again
            missing.append(failed(task, error))
    return missing
