"""The tables of a run, for the terminal and for a file."""

HEAD = ("measure", "system", "median", "least to most", "Parley is ... times as good")


def markdown(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def aligned(head, rows):
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def by_job(measures):
    jobs = {}
    for measure in measures:
        jobs.setdefault(measure.job, []).append(measure)
    return jobs


def tables(measures, style):
    for job, of_job in by_job(measures).items():
        yield job, style(HEAD, [row for measure in of_job for row in measure.rows()])


def verdicts(measures, style):
    rows = [(asked, shown, "reached" if reached else "NOT reached") for measure in measures for asked, shown, reached in measure.verdicts()]
    return style(("asked for", "measured", ""), rows) if rows else ""


def text(measures):
    parts = [f"{job}\n{table}" for job, table in tables(measures, aligned)]
    return "\n\n".join([*parts, verdicts(measures, aligned)])


def page(measures, notes, about, others):
    """The whole run as Markdown."""
    lines = ["# Parley beside its peers", "", "`bench/run` wrote this; the raw figures are in the file of the same name that ends in `.json`.", "",
             markdown(("", ""), list(about.items())), "", "## What was asked for", "", verdicts(measures, markdown)]
    for job, table in tables(measures, markdown):
        lines += ["", f"## {job[0].upper()}{job[1:]}", ""]
        if job in others:
            lines += [f"Other processes used {others[job]:.2f} of a core meanwhile.", ""]
        lines += [table, *(f"\n{note}" for note in notes.get(job, []))]
    return "\n".join(lines) + "\n"
