package io.parley.gateway.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A list of models as services and callers speak of it.
 *
 * @param object always "list"
 * @param data the models
 */
record Models(String object, List<Model> data) {

    /**
     * A model.
     *
     * @param id its name
     * @param object always "model"
     * @param created when it came to be there, in seconds since 1970
     * @param ownedBy who answers for it
     */
    record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {
    }

}
