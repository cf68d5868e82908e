package io.parley.compile.lfm2audio;

import java.nio.file.Path;
import java.util.List;

import io.parley.compile.ConfigReader;

/**
 * What a checkpoint directory's {@code config.json} says about the model.
 *
 * @param preprocessor the log-mel front end
 * @param encoder audio in
 * @param backbone the language model
 * @param depthformer audio out
 * @param codebooks codes of one audio frame
 * @param interleavedText text tokens before the turn goes to audio, in interleaved
 * generation
 * @param interleavedAudio audio frames before the turn goes back to text
 */
public record Lfm2AudioConfig(PreprocessorConfig preprocessor, EncoderConfig encoder, Lfm2Config backbone,
        DepthformerConfig depthformer, int codebooks, int interleavedText, int interleavedAudio) {

    /** Codes of one codebook: those of the codec, and one for the end of audio. */
    public static final int CODES = 2049;

    /** The code that, in the first codebook, ends the audio. */
    public static final int END_OF_AUDIO = 2048;

    private static final String FILE = "config.json";

    private static final String ARCHITECTURE = "Lfm2AudioForConditionalGeneration";

    /**
     * Reads a checkpoint directory's configuration.
     * @param directory holds {@value #FILE}
     * @throws io.parley.weights.WeightsException if the file cannot be read, is of
     * another architecture, lacks a key or has a value that is not supported; the message
     * names the key
     */
    public static Lfm2AudioConfig read(Path directory) {
        ConfigReader config = ConfigReader.open(directory.resolve(FILE));
        List<String> architectures = config.texts("architectures");
        if (!architectures.contains(ARCHITECTURE)) {
            throw config.problem("architectures", "is " + architectures + "; only " + ARCHITECTURE + " is supported");
        }
        EncoderConfig encoder = EncoderConfig.read(config.object("encoder"));
        PreprocessorConfig preprocessor = PreprocessorConfig.read(config.object("preprocessor"));
        if (encoder.melBands() != preprocessor.melBands()) {
            throw config.problem("encoder.feat_in", "differs from preprocessor.features");
        }
        return new Lfm2AudioConfig(preprocessor, encoder, Lfm2Config.read(config.object("lfm")),
                DepthformerConfig.read(config.object("depthformer")), config.count("codebooks"),
                config.count("interleaved_n_text"), config.count("interleaved_n_audio"));
    }

}
