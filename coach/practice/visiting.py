"""Practice of a visitor, who sees their own record alone, whatever a screen asks for."""

from coach.domain.figures import Figures
from coach.practice.door import Practice
from coach.practice.exchanging import Exchanging
from coach.practice.reviewing import Reviewing
from coach.practice.views import PracticeError, TraineeLine


class Visit(Practice):
    """Practice of one trainee on a machine that others share without seeing each other."""

    def everyone(self) -> tuple[Figures, ...]:
        """Refused."""
        raise _refused()

    def trainees(self) -> tuple[TraineeLine, ...]:
        """Refused."""
        raise _refused()

    def perhaps(self) -> str:
        """Nothing: others' names are not theirs to see."""
        return ""

    def of(self, trainee: str) -> Practice:
        """This practice; that of another trainee is refused."""
        if trainee and trainee != self.trainee:
            raise _refused()
        return self

    def report(self, *, markdown: bool = False, everybody: bool = False) -> str:
        """The report on this trainee."""
        if everybody:
            raise _refused()
        return super().report(markdown=markdown)

    def reviewing(self, *, everybody: bool = False) -> Reviewing:
        """Looking back at this trainee's attempts."""
        if everybody:
            raise _refused()
        return super().reviewing()

    def exchanging(self, *, everybody: bool = False) -> Exchanging:
        """Export of this trainee's records."""
        if everybody:
            raise _refused()
        return super().exchanging()


def _refused() -> PracticeError:
    return PracticeError("Visitors see their own practice alone.")
