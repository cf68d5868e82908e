package io.parley.lfm2audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.parley.audio.Pcm;
import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.compile.lfm2audio.Lfm2AudioRecipe;
import io.parley.pool.InferenceRuntime;
import io.parley.testing.GoldenTensors;
import io.parley.testing.SharedData;

/** The tiny checkpoint, loaded as the full one is. */
final class TinyModel {

    private TinyModel() {
    }

    static CheckpointDirectory directory() {
        return new CheckpointDirectory(SharedData.path("lfm2-audio/tiny"));
    }

    static Lfm2AudioLoader loader(Path store) {
        return loader(store, Lfm2AudioRecipe.FP32);
    }

    /** Keeps no prefixes, so that memory is easily counted. */
    static Lfm2AudioLoader loader(Path store, Lfm2AudioRecipe recipe) {
        return loader(store, new Lfm2AudioSettings(recipe, 0), new SimpleMeterRegistry());
    }

    static Lfm2AudioLoader loader(Path store, Lfm2AudioSettings settings, MeterRegistry meters) {
        return new Lfm2AudioLoader(new Lfm2AudioCompiler(new GraphStore(store), new SourceDigests(store)), settings,
                meters);
    }

    static Lfm2AudioModel load(InferenceRuntime runtime, Path store) {
        return loader(store).load(directory(), runtime, "tiny", (graph, bytes) -> {
        });
    }

    /** One of the two clips of the reference, "a" or "b". */
    static Pcm clip(String name) throws IOException {
        try (GoldenTensors golden = GoldenTensors.open("mel.safetensors")) {
            return new Pcm(golden.floats(name + ".wave"), 16_000);
        }
    }

    /** A copy of the checkpoint that may be damaged. */
    static Path copy(Path target) throws IOException {
        Path source = directory().path();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                }
                else {
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        }
        return target;
    }

}
