package io.parley.speech;

import java.util.List;

/**
 * The models that this process can reach for one job. Thread-safe.
 *
 * @param <P> the job's port
 */
public interface SpeechModels<P> {

    /**
     * Finds a model. Cheap: loads nothing.
     * @param model a model's id
     * @throws SpeechException.UnknownModel if there is none
     */
    P named(String model);

    /** The ids of all models that do the job, the default first. */
    List<String> models();

}
