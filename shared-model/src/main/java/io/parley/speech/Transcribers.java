package io.parley.speech;

import java.util.List;

/**
 * The transcribers that this process can reach, by model.
 */
public interface Transcribers {

    /**
     * Finds a transcriber. Cheap: loads nothing.
     * @param model a model's id
     * @throws SpeechException.UnknownModel if there is none
     */
    Transcriber named(String model);

    /** The ids of all models that transcribe, the default first. */
    List<String> models();

}
