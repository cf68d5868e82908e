package io.parley.spring;

import java.util.List;

import io.parley.speech.Transcriber;
import io.parley.speech.Transcribers;

/**
 * The transcribers of several engines as one.
 */
final class CompositeTranscribers extends CompositeModels<Transcriber> implements Transcribers {

    /** Puts engines together; the default model is as in {@link CompositeModels}. */
    CompositeTranscribers(List<Transcribers> engines, String first) {
        super(engines, first);
    }

}
