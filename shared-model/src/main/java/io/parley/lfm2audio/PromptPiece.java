package io.parley.lfm2audio;

import java.util.Arrays;
import java.util.List;

import io.parley.audio.PerFeatureLogMel;
import io.parley.audio.Pcm;
import io.parley.compile.lfm2audio.FastConformerGraph;

/**
 * A run of positions of one modality.
 */
sealed interface PromptPiece {

    /** How many positions it takes. */
    int positions();

    /**
     * What is left of it after some positions.
     * @param positions 0, or less than it has if it is text
     */
    default PromptPiece after(int positions) {
        if (positions != 0) {
            throw new IllegalArgumentException("only text can be divided");
        }
        return this;
    }

    /** The parts that it can be divided in. */
    default List<PromptPiece> units() {
        return List.of(this);
    }

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
        public PromptPiece after(int positions) {
            return new Text(Arrays.copyOfRange(this.ids, positions, this.ids.length));
        }

        @Override
        public List<PromptPiece> units() {
            return Arrays.stream(this.ids).<PromptPiece>mapToObj((id) -> new Text(new int[] { id })).toList();
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
