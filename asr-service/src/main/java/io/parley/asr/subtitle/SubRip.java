package io.parley.asr.subtitle;

import java.util.List;

/** Writes SubRip files ({@code .srt}): cues numbered from 1. */
public final class SubRip {

    private final Timecode timecode = new Timecode(',');

    /** The file's text; empty without cues. */
    public String write(List<Cue> cues) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            file.append(i + 1).append('\n').append(this.timecode.line(cue)).append('\n');
            // the format knows no escapes, and readers take an arrow for a line of times
            cue.lines().forEach((line) -> file.append(line.replace("-->", "->")).append('\n'));
            file.append('\n');
        }
        return file.toString();
    }

}
