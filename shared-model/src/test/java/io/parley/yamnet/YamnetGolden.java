package io.parley.yamnet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.json.JsonMapper;

/** What the reference hears; made by bench/reference/yamnet_golden.py. */
public record YamnetGolden(List<Frames> frames, List<Clip> clips) {

    public static YamnetGolden read() {
        try (InputStream in = Objects.requireNonNull(YamnetGolden.class.getResourceAsStream("yamnet-golden.json"))) {
            return new JsonMapper().readValue(in, YamnetGolden.class);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Some log-mel frames of a clip, by their number. */
    public record Frames(String clip, List<Integer> frames, List<List<Float>> values) {
    }

    /**
     * A clip's five best classes, heard as published and as here, and the best score of
     * the latter.
     */
    public record Clip(String clip, String label, List<Integer> published, List<Integer> sounding, double score) {
    }

}
