package io.parley.spring;

import java.util.List;

import io.parley.speech.SpeechException;
import io.parley.speech.SpeechModels;

/**
 * The model that is to do all jobs, if the operator wants one for all.
 *
 * @param id empty for none
 * @param jobs all of them
 */
public record DefaultModel(String id, List<SpeechModels<?>> jobs) {

    public DefaultModel {
        jobs = List.copyOf(jobs);
    }

    /**
     * Makes sure that it can.
     * @throws SpeechException.UnknownModel if it is not there or does not do every job
     * @throws SpeechException.NotFetched if somebody has to fetch it first
     */
    public void check() {
        if (!this.id.isEmpty()) {
            this.jobs.forEach((job) -> job.named(this.id));
        }
    }

}
