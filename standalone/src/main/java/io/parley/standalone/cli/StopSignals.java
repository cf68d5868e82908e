package io.parley.standalone.cli;

import java.util.List;

import sun.misc.Signal;

/**
 * Has the process end in order when it is told to. The JVM's shutdown hooks are no place
 * for that: they run side by side, and ONNX Runtime has one that frees its environment
 * under a model that still runs.
 */
final class StopSignals {

    private static final int EXIT_CODE_BASE = 128;

    private StopSignals() {
    }

    /**
     * Handles Ctrl-C and the request to terminate. A second signal ends the process at
     * once.
     * @param stop ends what runs; then the process exits with the code that shells expect
     */
    static void handle(Runnable stop) {
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), (signal) -> {
                Signal.handle(signal, (again) -> Runtime.getRuntime().halt(EXIT_CODE_BASE + again.getNumber()));
                Thread.ofPlatform().name("stop").start(() -> {
                    stop.run();
                    System.exit(EXIT_CODE_BASE + signal.getNumber());
                });
            });
        }
    }

}
