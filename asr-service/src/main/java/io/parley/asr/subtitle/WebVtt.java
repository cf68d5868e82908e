package io.parley.asr.subtitle;

import java.util.List;

/** Writes WebVTT files ({@code .vtt}) as W3C specifies them. */
public final class WebVtt {

    private final Timecode timecode = new Timecode('.');

    /** The file's text; without cues, the header alone. */
    public String write(List<Cue> cues) {
        StringBuilder file = new StringBuilder("WEBVTT\n\n");
        for (Cue cue : cues) {
            file.append(this.timecode.line(cue)).append('\n');
            cue.lines().forEach((line) -> file.append(escaped(line)).append('\n'));
            file.append('\n');
        }
        return file.toString();
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

}
