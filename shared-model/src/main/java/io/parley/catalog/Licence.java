package io.parley.catalog;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Under what terms a model's files may be used.
 *
 * @param id SPDX identifier, or {@code LicenseRef-} and a name
 * @param attribution a sentence that says whose work the files are
 * @param acceptanceRequired whether somebody has to accept the terms before the files are
 * fetched
 * @param conditions what somebody should know before accepting, a sentence each; the
 * licence's own text is what counts
 */
public record Licence(String id, String attribution, boolean acceptanceRequired, @JsonIgnore List<String> conditions) {

    public Licence {
        conditions = List.copyOf(conditions);
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9.+-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" is no SPDX licence identifier");
        }
    }

    /** A licence whose conditions need not be told. */
    @JsonCreator
    public Licence(String id, String attribution, boolean acceptanceRequired) {
        this(id, attribution, acceptanceRequired, List.of());
    }

}
