package io.parley.asr.subtitle;

import java.time.Duration;
import java.util.List;

/**
 * Text that is shown for a while.
 *
 * @param start when it appears, from the beginning of the sound
 * @param end when it goes; after the start
 * @param lines what is shown, each without line breaks and with single spaces
 */
public record Cue(Duration start, Duration end, List<String> lines) {

    public Cue {
        lines = List.copyOf(lines);
    }

}
