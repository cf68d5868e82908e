package io.parley.whisper.decoding;

import io.parley.audio.LogMelSpectrogram;
import io.parley.text.ByteLevelVocabulary;

/**
 * What decoding takes from a checkpoint, graphs aside. Thread-safe.
 *
 * @param spectrogram what the encoder hears
 * @param vocabulary control tokens
 * @param bytes text of tokens
 * @param suppressed what is never said
 * @param settings how windows are decoded
 */
public record DecodingModel(LogMelSpectrogram spectrogram, WhisperVocabulary vocabulary, ByteLevelVocabulary bytes,
        SuppressedTokens suppressed, DecodingSettings settings) {
}
