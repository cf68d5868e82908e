package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.parley.compile.graph.BuildObserver;
import io.parley.weights.Checkpoint;

/** The codecs' graphs, with or without the stages between as outputs. */
public final class CodecGraphs {

    private static final BuildObserver NOBODY = (graph, bytes) -> {
    };

    private CodecGraphs() {
    }

    /** Writes into a directory of its own under another. */
    public static Path mimi(Checkpoint checkpoint, MimiConstants constants, Path parent, boolean stages)
            throws IOException {
        Path directory = Files.createTempDirectory(parent, "mimi");
        new MimiArchitecture(constants).write(checkpoint, directory, NOBODY, stages);
        return directory.resolve(MimiArchitecture.DECODER);
    }

    /** Writes into a directory of its own under another. */
    public static Path detokenizer(Checkpoint checkpoint, DetokenizerConfig config, Path parent, boolean stages)
            throws IOException {
        Path directory = Files.createTempDirectory(parent, "detokenizer");
        new DetokenizerArchitecture(config).write(checkpoint, directory, NOBODY, stages);
        return directory.resolve(DetokenizerArchitecture.DETOKENIZER);
    }

}
