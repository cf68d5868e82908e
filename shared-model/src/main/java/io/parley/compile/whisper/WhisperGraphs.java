package io.parley.compile.whisper;

import java.nio.file.Path;
import java.util.List;

/**
 * A Whisper model compiled.
 *
 * @param encoder the encoder's file: {@code mel} float32 [batch, mels, frames] to what
 * {@code cross} lists, of frames / 2 positions
 * @param decoder the decoder's file: {@code tokens} int64 [batch, sequence],
 * {@code positions} int64 [sequence], {@code seqlens_k} int32 [batch] (tokens so far with
 * these, less one), {@code total_len} int32 [1] (tokens so far with these),
 * {@code past_k_i}, {@code past_v_i} [batch, heads, past, head width] and the encoder's
 * outputs (sequences one after another may share a sound: the batch is a multiple of the
 * encoder's), {@code bias} float32 [vocabulary], which is added to the logits, and
 * {@code count} int64 [1], to {@code logits} float32 [batch, vocabulary] after the last
 * token, the likeliest tokens, {@code best_tokens} int64 [batch, count] and
 * {@code best_log_probabilities} float32 [batch, count], and {@code present_k_i},
 * {@code present_v_i}, which may be the buffers of the past
 * @param dimensions the model's size
 * @param cross what the encoder leaves of a sound for the decoder
 * @param bytes size of all files
 */
public record WhisperGraphs(Path encoder, Path decoder, WhisperDimensions dimensions, List<CrossTensor> cross,
        long bytes) {

    public WhisperGraphs {
        cross = List.copyOf(cross);
    }

}
