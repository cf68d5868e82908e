package io.parley.pool;

import ai.djl.Model;
import ai.onnxruntime.OrtSession;

/**
 * One copy of a graph's weights.
 *
 * @param model owns the session
 * @param session runs the graph
 */
record LoadedGraph(Model model, OrtSession session) implements AutoCloseable {

    @Override
    public void close() {
        this.model.close();
    }

}
