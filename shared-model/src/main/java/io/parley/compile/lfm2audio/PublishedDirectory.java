package io.parley.compile.lfm2audio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.weights.WeightsException;

/**
 * A directory in the layout of the ONNX export that LFM2.5-Audio is published as:
 * {@code config.json}, {@code tokenizer.json}, and in {@code onnx/} the graphs and the
 * tables of embeddings. A graph may be there in several precisions, told apart by the
 * ends of their names; the one is used that is fastest on a CPU.
 *
 * @param path where it is
 */
record PublishedDirectory(Path path) {

    private static final String DECODER = "decoder";

    private static final List<String> PRECISIONS = List.of("_q4", "_q8", "", "_fp16");

    /** Its mask overflows in float16, and what 4 bits lose here is heard. */
    private static final List<String> DETOKENIZER_PRECISIONS = List.of("", "_q8", "_q4");

    private static final String GRAPHS = "onnx";

    /** The directory in this layout, if it is one. */
    static Optional<PublishedDirectory> at(Path path) {
        PublishedDirectory directory = new PublishedDirectory(path);
        return directory.find(DECODER, PRECISIONS).map((_) -> directory);
    }

    /** The backbone with the text head. */
    Path decoder() {
        return graph(DECODER, PRECISIONS);
    }

    /** The audio encoder with its adapter. */
    Path encoder() {
        return graph("audio_encoder", PRECISIONS);
    }

    /** One of the depthformer's eight steps. */
    Path depthformer() {
        return graph("vocoder_depthformer", PRECISIONS);
    }

    /** The detokenizer, if it is there. */
    Optional<Path> detokenizer() {
        return find("audio_detokenizer", DETOKENIZER_PRECISIONS);
    }

    /** Embeddings of text tokens, float32. */
    Path tokenTable() {
        return table("embed_tokens.bin");
    }

    /** Embeddings of audio codes, float32. */
    Path codeTable() {
        return table("audio_embedding.bin");
    }

    /** What decides the content of the graphs made of these; weights beside them too. */
    List<Path> sources() {
        List<Path> sources = new ArrayList<>(List.of(this.path.resolve("config.json"), tokenTable(), codeTable()));
        Stream.concat(Stream.of(decoder(), encoder(), depthformer()), detokenizer().stream())
            .forEach((graph) -> add(graph, sources));
        return sources;
    }

    /** Size of what is there of the largest graph. */
    long decoderBytes() {
        List<Path> files = new ArrayList<>();
        find(DECODER, PRECISIONS).ifPresent((graph) -> add(graph, files));
        return files.stream().mapToLong((file) -> file.toFile().length()).sum();
    }

    private static void add(Path graph, List<Path> files) {
        files.add(graph);
        files.addAll(weights(graph));
    }

    private static List<Path> weights(Path graph) {
        List<Path> weights = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(graph.resolveSibling(""),
                graph.getFileName() + "_data*")) {
            found.forEach(weights::add);
        }
        catch (IOException ex) {
            throw new WeightsException(graph, null, "has a directory that cannot be listed: " + ex.getMessage(), ex);
        }
        Collections.sort(weights);
        return weights;
    }

    private Path graph(String name, List<String> precisions) {
        return find(name, precisions).orElseThrow(() -> new WeightsException(this.path.resolve(GRAPHS), null,
                "has no " + name + ".onnx, nor one in q4, q8 or fp16"));
    }

    private Optional<Path> find(String name, List<String> precisions) {
        return precisions.stream()
            .map((precision) -> this.path.resolve(GRAPHS).resolve(name + precision + ".onnx"))
            .filter(Files::isRegularFile)
            .findFirst();
    }

    private Path table(String name) {
        return Stream.of(this.path.resolve(GRAPHS), this.path)
            .map((directory) -> directory.resolve(name))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new WeightsException(this.path.resolve(GRAPHS), null, "has no " + name));
    }

}
