package io.parley.compile.lfm2audio;

import io.parley.compile.ConfigReader;

/**
 * The log-mel front end that the encoder was trained with.
 *
 * @param sampleRate of the input, Hz
 * @param windowSamples length of the analysis window
 * @param hopSamples from one frame to the next
 * @param fftSize length of the transform
 * @param melBands filters of the mel filter bank
 */
public record PreprocessorConfig(int sampleRate, int windowSamples, int hopSamples, int fftSize, int melBands) {

    static PreprocessorConfig read(ConfigReader config) {
        config.requireValue("normalize", "\"per_feature\"");
        config.requireValue("window", "\"hann\"");
        config.requireValue("log", "true");
        config.requireValue("frame_splicing", "1");
        config.requireValue("pad_to", "0");
        // not written in what is published; the front end has these values
        config.requireValueIfPresent("preemph", 0.97);
        config.requireValueIfPresent("mag_power", 2);
        int rate = config.count("sample_rate");
        return new PreprocessorConfig(rate, (int) Math.round(config.number("window_size") * rate),
                (int) Math.round(config.number("window_stride") * rate), config.count("n_fft"),
                config.count("features"));
    }

}
