package io.parley.lfm2audio;

import io.parley.audio.PerFeatureLogMel;
import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.FastConformerGraph;

/**
 * A run of positions of one modality.
 */
sealed interface PromptPiece {

    /** How many positions it takes. */
    int positions();

    /** What they stand for. */
    Modality modality();

    /**
     * Text.
     *
     * @param ids tokens
     */
    record Text(int[] ids) implements PromptPiece {

        @Override
        public int positions() {
            return this.ids.length;
        }

        @Override
        public Modality modality() {
            return Modality.TEXT;
        }

    }

    /**
     * Sound that is heard.
     *
     * @param sound at 16 kHz
     */
    record Clip(Pcm sound) implements PromptPiece {

        @Override
        public int positions() {
            return FastConformerGraph.embeddings(PerFeatureLogMel.frames(this.sound.samples().length));
        }

        @Override
        public Modality modality() {
            return Modality.AUDIO_IN;
        }

    }

    /**
     * Sound that the model said before.
     *
     * @param codes of one frame
     */
    record Frame(int[] codes) implements PromptPiece {

        @Override
        public int positions() {
            return 1;
        }

        @Override
        public Modality modality() {
            return Modality.AUDIO_OUT;
        }

    }

}
