"""Figures of one run, by system and round, and what they say of Parley."""
import statistics
from dataclasses import dataclass, field

PARLEY = "Parley"


def quotient(dividend, divisor):
    """Of which both may be nothing, as errors are."""
    if dividend == divisor:
        return 1.0
    return dividend / divisor if divisor else float("inf")


@dataclass
class Measure:
    """One figure of several systems, once a round; Parley's name is the first."""

    job: str
    name: str
    unit: str
    values: dict[str, list[float]]
    more_is_better: bool = False
    # how many times better than a peer Parley is to be, by peer
    targets: dict[str, float] = field(default_factory=dict)
    # what Parley's own figure is not to pass
    limit: float | None = None
    digits: int = 3

    def median(self, system):
        return statistics.median(self.values[system])

    def advantage(self, peer):
        """How many times better than a peer Parley is: the median of the rounds, the least and the most."""
        pairs = zip(self.values[PARLEY], self.values[peer])
        rounds = [quotient(ours, theirs) if self.more_is_better else quotient(theirs, ours) for ours, theirs in pairs]
        return statistics.median(rounds), min(rounds), max(rounds)

    def verdicts(self):
        """(what was asked for, by how much it was reached or missed, whether it was reached)"""
        for peer, target in self.targets.items():
            if peer in self.values:
                advantage = self.advantage(peer)[0]
                yield f"{self.job}: {self.name}, {target:.2f} times as good as {peer}", f"{advantage:.2f} times", advantage >= target
        if self.limit is not None:
            own = self.median(PARLEY)
            reached = own >= self.limit if self.more_is_better else own <= self.limit
            side = "at least" if self.more_is_better else "at most"
            yield f"{self.job}: {self.name} {side} {self.limit:g} {self.unit}".rstrip(), f"{own:.{self.digits}f} {self.unit}".rstrip(), reached

    def rows(self):
        """Cells of a table: measure, system, median, least to most, how many times better Parley is."""
        for system, values in self.values.items():
            def shown(value):
                return f"{value:.{self.digits}f}"
            spread = f"{shown(min(values))} to {shown(max(values))}" if len(values) > 1 else ""
            better = ""
            if system != PARLEY and PARLEY in self.values:
                median, least, most = self.advantage(system)
                better = f"{median:.2f}" + (f" ({least:.2f} to {most:.2f})" if len(values) > 1 else "")
            yield (f"{self.name}, {self.unit}" if self.unit else self.name), system, shown(self.median(system)), spread, better
