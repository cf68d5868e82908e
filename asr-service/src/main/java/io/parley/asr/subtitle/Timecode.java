package io.parley.asr.subtitle;

import java.time.Duration;
import java.util.Locale;

/** Times as subtitle files write them. */
final class Timecode {

    private final char decimalMark;

    Timecode(char decimalMark) {
        this.decimalMark = decimalMark;
    }

    /** The line above a cue's text. */
    String line(Cue cue) {
        return of(cue.start()) + " --> " + of(cue.end());
    }

    private String of(Duration time) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d%c%03d", time.toHours(), time.toMinutesPart(),
                time.toSecondsPart(), this.decimalMark, time.toMillisPart());
    }

}
