package io.parley.chat.realtime;

import io.parley.concurrent.Requester;
import io.parley.web.identity.Identity;
import io.parley.web.usage.SessionUsage;
import org.jspecify.annotations.Nullable;

/**
 * Who opened a session, whose request is over when it begins.
 *
 * @param identity null where nobody has to say who they are
 * @param usage what counts for them
 */
record Opener(@Nullable Identity identity, SessionUsage usage) {

    /** Whom the session's work is for. */
    Requester requester() {
        return new Requester((this.identity != null) ? this.identity.caller() : "");
    }

    /**
     * Checks that they may use a model.
     * @param name by which it was asked for
     * @param id that the name stands for
     * @throws io.parley.web.error.FailureException if they may not
     */
    void requireModel(String name, String id) {
        if (this.identity != null) {
            this.identity.requireModel(name, id);
        }
    }

}
