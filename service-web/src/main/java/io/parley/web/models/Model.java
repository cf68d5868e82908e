package io.parley.web.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model as callers see it.
 *
 * @param id its name
 * @param object always "model"
 * @param created when it came to be here, in seconds since 1970
 * @param ownedBy always "parley"
 */
record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {

    /**
     * All models.
     *
     * @param object always "list"
     * @param data the models
     */
    record ModelList(String object, List<Model> data) {
    }

}
