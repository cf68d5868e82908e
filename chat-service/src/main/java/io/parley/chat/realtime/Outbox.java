package io.parley.chat.realtime;

import tools.jackson.databind.node.ObjectNode;

/** Sends events to the client, in order. Thread-safe. */
@FunctionalInterface
interface Outbox {

    /**
     * Sends an event.
     * @param event complete but for its own id
     * @throws java.util.concurrent.CancellationException if the client has gone or does
     * not read
     */
    void send(ObjectNode event);

}
