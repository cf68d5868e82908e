package io.parley.speech;

/** How the models of this process are, and the machine that they run on. Thread-safe. */
public interface ModelMonitor {

    /**
     * How a model is now. Loads and fetches nothing.
     * @param model its id; of one that this process has not, the state is
     * {@link ModelStatus.State#ELSEWHERE}
     */
    ModelStatus status(String model);

    /** How the machine is now. */
    MachineStatus machine();

}
