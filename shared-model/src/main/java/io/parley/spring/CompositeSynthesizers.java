package io.parley.spring;

import java.util.List;

import io.parley.speech.Synthesizer;
import io.parley.speech.Synthesizers;

/**
 * The synthesizers of several engines as one.
 */
final class CompositeSynthesizers extends CompositeModels<Synthesizer> implements Synthesizers {

    /** Puts engines together; the default model is as in {@link CompositeModels}. */
    CompositeSynthesizers(List<Synthesizers> engines, String first) {
        super(engines, first);
    }

}
